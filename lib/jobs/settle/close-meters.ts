/** Which meters can be closed for a month: those whose days are all anchored. */
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import { readIds, readRow, type StateSource } from "@/lib/gateway/view";
import type { Progress } from "@/lib/jobs/progress";
import { closedMonths, days, type MeterRow, meters } from "@/lib/market/state";
import { daysInMonth, type Month } from "@/lib/units/interval";

const AT_ONCE = 100;

/** Open meters of the whole market with every day of the month anchored, in code order. */
export async function closableMeters(ledger: StateSource, month: Month): Promise<MeterRow[]> {
  const found: MeterRow[] = [];
  let some: string[] = [];
  const look = async () => {
    const rows = await Promise.all(some.map((code) => closable(ledger, code, month)));
    found.push(...rows.flatMap((row) => row ?? []));
    some = [];
  };
  for await (const [code = ""] of readIds(ledger, meters)) {
    some.push(code);
    if (some.length === AT_ONCE) await look();
  }
  await look();
  return found;
}

async function closable(ledger: StateSource, code: string, month: Month): Promise<MeterRow | undefined> {
  if ((await readRow(ledger, closedMonths, code, month)) !== undefined) return undefined;
  const wanted = daysInMonth(month);
  const anchored = await ledger.stateKeys(`${days.key(code)}/${month.replace("-", "")}`, wanted);
  return anchored.length === wanted ? readRow(ledger, meters, code) : undefined;
}

/** Closes them, each by its metering company. Those another run closed meanwhile are no matter. */
export async function closeMeters(
  desk: Desk,
  month: Month,
  rows: readonly MeterRow[],
  progress: Progress,
): Promise<void> {
  let done = 0;
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    await Promise.all(
      rows.slice(at, at + AT_ONCE).map(async ({ code, grid }) => {
        const { signers } = await consentOf(desk.ledger, desk.keyring, [grid]);
        if (signers.length === 0) return;
        await desk.send({ type: "metering.close-month", payload: { meter: code, month }, signers });
        progress({ stage: "closing", done: ++done, total: rows.length });
      }),
    );
  }
}
