import { contractColumns, lineColumns } from "@/lib/store/queries/month-columns";
import type { Store } from "@/lib/store/store";
import { briefOf, finishedMonths, nationalOf, undigestedMonths } from "./national";

/**
 * Opens what is kept of the newest `most` months before anybody asks: who looks first after a start waits no longer
 * than who looks next. Makes nothing that is not there.
 */
export async function takeInHand(store: Store, most = 12): Promise<void> {
  const missing = new Set((await undigestedMonths(store)).map(({ key }) => key));
  const months = (await finishedMonths(store)).filter(({ key }) => !missing.has(key)).reverse();
  for (const one of months.slice(0, most)) {
    await nationalOf(store, one);
    await briefOf(store, one);
    await lineColumns(store, one.month);
    await contractColumns(store, one.month);
  }
}
