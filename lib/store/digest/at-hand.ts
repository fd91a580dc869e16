import { certifiedMonths, certifiedOf } from "@/lib/store/queries/certified-months";
import { monthStandings } from "@/lib/store/queries/console";
import { rememberedDirectory } from "@/lib/store/queries/find";
import { contractColumns, lineColumns } from "@/lib/store/queries/month-columns";
import { certificatesOfMonth } from "@/lib/store/queries/records-certificates";
import { plantsOfMonth } from "@/lib/store/queries/records-plants";
import { registryBook } from "@/lib/store/queries/registry";
import type { Store } from "@/lib/store/store";
import { briefOf, certifiedWh, finishedMonths, nationalOf, undigestedMonths } from "./national";

/**
 * Opens names and what is kept of the newest `most` months before anybody asks: who looks first after a start waits no
 * longer than who looks next. Makes no digest of a month that has none.
 */
export async function takeInHand(store: Store, most = 24): Promise<void> {
  await rememberedDirectory(store);
  const missing = new Set((await undigestedMonths(store)).map(({ key }) => key));
  const months = (await finishedMonths(store)).filter(({ key }) => !missing.has(key)).reverse();
  const newest = months.slice(0, most);
  for (const one of newest) {
    await nationalOf(store, one);
    await briefOf(store, one);
    await certifiedWh(store, one);
  }
  await monthStandings(store);
  await registryBook(store);
  const certified = new Set(await certifiedMonths(store));
  for (const { month } of newest) {
    await lineColumns(store, month);
    await contractColumns(store, month);
    await plantsOfMonth(store, month);
    if (!certified.has(month)) continue;
    await certifiedOf(store, month);
    await certificatesOfMonth(store, month);
  }
}
