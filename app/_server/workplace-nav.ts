import "server-only";
import { getTranslations } from "next-intl/server";
import { grouped } from "@/components/ui/format";
import type { NavGroup } from "@/components/workplace/nav";
import type { Viewer, Workplace } from "@/lib/auth/viewer";
import type { OwnMonthMark } from "@/lib/store/queries/dashboard";
import { monthsOf } from "./dashboard/own";

type Place = readonly [href: string, key: string];

interface Part {
  readonly title?: string;
  readonly places: readonly Place[];
}

/** The places of each workplace, in the order of a working day. */
const parts: Readonly<Record<Workplace, readonly Part[]>> = {
  enterprise: [
    {
      places: [
        ["/dashboard", "overview"],
        ["/dashboard/certificates", "certificates"],
        ["/dashboard/contracts", "contracts"],
        ["/dashboard/settlements", "settlements"],
      ],
    },
    {
      title: "outward",
      places: [
        ["/dashboard/labels", "labels"],
        ["/dashboard/reports", "reports"],
      ],
    },
  ],
  regulator: [
    {
      places: [
        ["/overview", "overview"],
        ["/overview/records", "records"],
        ["/overview/certificates", "certificates"],
        ["/overview/anomalies", "anomalies"],
        ["/ledger", "ledger"],
      ],
    },
  ],
  exchange: [
    { places: [["/exchange", "overview"]] },
    {
      title: "monthly",
      places: [
        ["/exchange/contracts", "contracts"],
        ["/exchange/metering", "metering"],
        ["/exchange/settlement", "settlement"],
        ["/exchange/certificates", "certificates"],
      ],
    },
    {
      title: "registry",
      places: [
        ["/exchange/participants", "participants"],
        ["/exchange/plants", "plants"],
        ["/exchange/units", "units"],
        ["/exchange/meters", "meters"],
        ["/exchange/channels", "channels"],
        ["/exchange/files", "files"],
      ],
    },
    {
      title: "running",
      places: [
        ["/exchange/gateway", "gateway"],
        ["/exchange/members", "members"],
        ["/exchange/audit", "audit"],
      ],
    },
  ],
};

const settings: readonly Place[] = [
  ["/account", "account"],
  ["/account/device-keys", "devices"],
  ["/account/organisation", "organisation"],
];

/** How many there are behind a place of an enterprise's own; none where they cannot be counted now. */
async function countsOf({ role, participant }: Viewer): Promise<Readonly<Record<string, string>>> {
  if (role !== "enterprise") return {};
  const months = await monthsOf(participant).catch(() => []);
  const sum = (count: (mark: OwnMonthMark) => number) =>
    grouped(months.reduce((all, mark) => all + count(mark), 0));
  return {
    certificates: sum(({ certificates }) => certificates),
    contracts: sum(({ contracts }) => contracts),
    settlements: sum(({ stage }) => (stage === "finished" ? 1 : 0)),
  };
}

export async function navigationOf(person: Viewer): Promise<NavGroup[]> {
  const { role } = person;
  const [t, counts] = [await getTranslations("workplace.nav"), await countsOf(person)];
  const groups = parts[role].map(({ title, places }) => ({
    ...(title === undefined ? {} : { title: t(`${role}.${title}`) }),
    items: places.map(([href, key]) => ({
      href,
      label: t(`${role}.${key}`),
      ...(counts[key] === undefined ? {} : { count: counts[key] }),
    })),
  }));
  return [
    ...groups,
    { title: t("settings"), items: settings.map(([href, key]) => ({ href, label: t(key) })) },
  ];
}
