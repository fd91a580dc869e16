import { certifiedOf } from "@/lib/store/queries/certified-months";
import { contractColumns, lineColumns } from "@/lib/store/queries/month-columns";
import { plantsOfMonth } from "@/lib/store/queries/records-plants";
import type { Store } from "@/lib/store/store";
import { digestNational, type FinishedMonth, finishedMonths, undigestedMonths } from "./national";
import { daysKeyOf, plantDays } from "./plant-days";

/**
 * Makes every digest of the month: what the overview is read from, certificates as far as they are issued, the columns
 * its lists are made of, its days. The days come last: where they are, the others were made.
 */
export async function digestMonth(store: Store, one: FinishedMonth): Promise<void> {
  await digestNational(store, one);
  await lineColumns(store, one.month);
  await contractColumns(store, one.month);
  await plantsOfMonth(store, one.month);
  await certifiedOf(store, one.month);
  await plantDays(store, one);
}

/** Finished months of which something is still to be made, oldest first. */
export async function monthsToDigest(store: Store): Promise<FinishedMonth[]> {
  const [months, undigested] = [await finishedMonths(store), await undigestedMonths(store)];
  const rows = await store.prisma.monthDigest.findMany({
    where: { key: { in: months.map(daysKeyOf) } },
    select: { key: true },
  });
  const missing = new Set(undigested.map(({ key }) => key));
  const there = new Set(rows.map(({ key }) => key));
  return months.filter((one) => missing.has(one.key) || !there.has(daysKeyOf(one)));
}
