/** Codes for a batch: the counter's next sequences, in the order of the records. */
import { readRow, type StateSource } from "@/lib/gateway/view";
import { codeFor, registrationMonths, type WantedCode } from "@/lib/market/codes";
import { counters } from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

/** The month an object registered at `now` (Unix seconds) carries in its code. */
export function registrationMonth(now: number): readonly Month[] {
  return registrationMonths(now).slice(0, 1);
}

export async function nextCodes(ledger: StateSource, wanted: readonly WantedCode[]): Promise<string[]> {
  const [first] = wanted;
  if (first === undefined) return [];
  const counter = await readRow(ledger, counters, first.object);
  const next = counter?.next ?? 1;
  return wanted.map((code, i) => codeFor(code, next + i));
}
