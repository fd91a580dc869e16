import "server-only";
import type { DayBar } from "@/components/overview/overview-view";
import { finishedMonths, nationalOf } from "@/lib/store/digest/national";
import { plantDays } from "@/lib/store/digest/plant-days";
import { store } from "../market";
import type { OverviewAsked } from "./asked";

/** A finished month by days: of the whole market, of a province's plants or of one plant; undefined for others. */
export async function dayBars({ month, at }: OverviewAsked): Promise<readonly DayBar[] | undefined> {
  const db = await store();
  const one = (await finishedMonths(db)).find((finished) => finished.month === month);
  if (one === undefined || at?.kind === "channel") return undefined;
  const [{ about }, days] = await Promise.all([nationalOf(db, one), plantDays(db, one)]);
  const plants = about.plants.filter(
    ({ code, province }) => at === undefined || (at.kind === "plant" ? code : province) === at.key,
  );
  const sums: { day: string; meteredWh: number; sentWh: number; matchedWh: number }[] = [];
  for (const { code } of plants) {
    const own = days[code];
    for (const [index, meteredWh] of (own?.meteredWh ?? []).entries()) {
      const day = `${month}-${String(index + 1).padStart(2, "0")}`;
      const sum = sums[index] ?? { day, meteredWh: 0, sentWh: 0, matchedWh: 0 };
      sums[index] = sum;
      sum.meteredWh += meteredWh;
      sum.sentWh += own?.sentWh[index] ?? 0;
      sum.matchedWh += own?.matchedWh[index] ?? 0;
    }
  }
  return sums;
}
