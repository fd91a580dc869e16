import "server-only";
import type { FocusTrail } from "@/components/overview/focus-trail";
import type { FocusView } from "@/components/overview/overview-view";
import { countAnomalies } from "@/lib/store/queries/anomalies";
import type { Store } from "@/lib/store/store";
import { store } from "../market";

/** Where what is looked at by itself stands in the ledger, and what does not add up about it in that month. */
export async function focusTrail(
  { kind, key }: FocusView,
  month: string,
  version: number,
): Promise<FocusTrail> {
  const db = await store();
  const about = kind === "province" ? { province: key } : { object: key };
  const [{ open, referred }, entries] = await Promise.all([
    countAnomalies(db, { month, ...about }),
    entriesOf(db, kind, key, { month, version }),
  ]);
  return { anomalies: open + referred, ...entries };
}

async function entriesOf(
  { prisma }: Store,
  kind: FocusView["kind"],
  key: string,
  { month, version }: { month: string; version: number },
): Promise<Pick<FocusTrail, "registered" | "settled">> {
  const select = { entry: true } as const;
  if (kind === "province") return {};
  if (kind === "channel") {
    const row = await prisma.channel.findUnique({ where: { code: key }, select });
    return row === null ? {} : { registered: row.entry };
  }
  const [plant, settled] = await Promise.all([
    prisma.plant.findUnique({ where: { code: key }, select }),
    prisma.settledPlant.findUnique({
      where: { month_version_plant: { month, version, plant: key } },
      select,
    }),
  ]);
  return {
    ...(plant === null ? {} : { registered: plant.entry }),
    ...(settled === null ? {} : { settled: settled.entry }),
  };
}
