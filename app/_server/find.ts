import "server-only";
import { grouped } from "@/components/ui/format";
import type { Found } from "@/components/workplace/palette";
import type { Viewer, Workplace } from "@/lib/auth/viewer";
import { PROVINCES, province } from "@/lib/identifiers/provinces";
import { type FoundObject, findObjects } from "@/lib/store/queries/find";
import { store } from "./market";

/** Where each workplace shows an object. */
const addresses: Readonly<
  Record<Workplace, Readonly<Record<FoundObject["kind"], (code: string) => string>>>
> = {
  enterprise: {
    participant: () => "/dashboard",
    plant: (code) => `/dashboard/contracts?plant=${code}`,
    unit: (code) => `/dashboard/contracts?unit=${code}`,
    channel: () => "/dashboard/contracts",
    contract: (code) => `/dashboard/contracts?c=${code}`,
    certificate: (code) => `/dashboard/certificates?c=${code}`,
  },
  regulator: {
    participant: (code) => `/overview/records?participant=${code}`,
    plant: (code) => `/overview?at=plant:${code}`,
    unit: (code) => `/overview/records?unit=${code}`,
    channel: (code) => `/overview?at=channel:${code}`,
    contract: (code) => `/overview/records?contract=${code}`,
    certificate: (code) => `/overview/certificates?c=${code}`,
  },
  exchange: {
    participant: (code) => `/exchange/participants/${code}`,
    plant: (code) => `/exchange/plants/${code}`,
    unit: (code) => `/exchange/units/${code}`,
    channel: (code) => `/exchange/channels/${code}`,
    contract: (code) => `/exchange/contracts/${code}`,
    certificate: (code) => `/exchange/certificates?c=${code}`,
  },
};

const longest = 100;

/** What this person may see of what it looks for, ready for the palette. */
export async function findFor(viewer: Viewer, sought: string, english: boolean): Promise<Found[]> {
  const text = sought.slice(0, longest);
  const scope =
    viewer.role === "enterprise"
      ? ({ kind: "own", participant: viewer.participant } as const)
      : ({ kind: "all" } as const);
  const objects = await findObjects(await store(), scope, text);
  const found = objects.map((one) => ({
    kind: one.kind,
    href: addresses[viewer.role][one.kind](one.code),
    ...told(one, english),
  }));
  return viewer.role === "regulator" ? [...found, ...provincesNamed(text, english)] : found;
}

function told(one: FoundObject, english: boolean): Pick<Found, "name" | "about" | "figure"> {
  const place = (code: string) => (english ? province(code)?.nameEn : province(code)?.name) ?? "";
  switch (one.kind) {
    case "certificate":
      return { name: `…${one.code.slice(-8, -4)} ${one.code.slice(-4)}`, about: `${one.month}  ${one.name}` };
    case "contract":
      return { name: one.name, about: `${one.month}  ${one.plant}`, figure: `${grouped(one.kwh)} kWh` };
    case "participant":
      return { name: one.name, about: one.code };
    case "unit":
      return { name: one.name, about: one.owner };
    case "plant":
    case "channel":
      return { name: one.name, about: place(one.province) };
  }
}

function provincesNamed(sought: string, english: boolean): Found[] {
  const text = sought.trim().toLowerCase();
  return PROVINCES.filter(({ name, nameEn }) => name.includes(text) || nameEn.toLowerCase().startsWith(text))
    .slice(0, 4)
    .map(({ code, name, nameEn }) => ({
      kind: "province",
      href: `/overview?at=province:${code}`,
      name: english ? nameEn : name,
      about: code,
    }));
}
