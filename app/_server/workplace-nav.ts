import "server-only";
import { getTranslations } from "next-intl/server";
import type { NavGroup } from "@/components/workplace/nav";
import type { Workplace } from "@/lib/auth/viewer";

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

export async function navigationOf(role: Workplace): Promise<NavGroup[]> {
  const t = await getTranslations("workplace.nav");
  const groups = parts[role].map(({ title, places }) => ({
    ...(title === undefined ? {} : { title: t(`${role}.${title}`) }),
    items: places.map(([href, key]) => ({ href, label: t(`${role}.${key}`) })),
  }));
  return [
    ...groups,
    { title: t("settings"), items: settings.map(([href, key]) => ({ href, label: t(key) })) },
  ];
}
