/** `settle --month M`: closes, freezes, settles, traces, finishes; goes on where an earlier run stopped. */
import type { Desk } from "@/lib/gateway/desk";
import type { GatewayRefusal } from "@/lib/gateway/submit";
import { readRow } from "@/lib/gateway/view";
import type { Progress } from "@/lib/jobs/progress";
import { agreedMark } from "@/lib/jobs/settle/agreed";
import { openRefusals, type SettleAnswer, settledLines } from "@/lib/jobs/settle/answer";
import { closableMeters, closeMeters } from "@/lib/jobs/settle/close-meters";
import { fetchContracts, fetchSettled } from "@/lib/jobs/settle/month-state";
import { previewMonth } from "@/lib/jobs/settle/preview";
import { settleSteps } from "@/lib/jobs/settle/steps";
import { byNumber, openSides } from "@/lib/market/settlement/model";
import { contracts, months, plantContracts, type StateReader } from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

export interface SettlePayload {
  readonly month: Month;
  /** Compute, submit nothing. */
  readonly preview: boolean;
  /** The kWh a person was shown and agreed to (`agreedMark`): a month that would settle another sum is not settled. */
  readonly agreed?: string | undefined;
}

export async function settle(
  { month, preview, agreed }: SettlePayload,
  desk: Desk,
  progress: Progress,
): Promise<SettleAnswer> {
  const row = await readRow(desk.ledger, months, month);
  if (row?.stage === "finished") return finished(desk, month);
  if (row === undefined && !preview) {
    await closeMeters(desk, month, await closableMeters(desk.ledger, month), progress);
  }
  const state = await fetchContracts(desk.ledger, month);
  const version = row?.version ?? 1;
  if (preview) return previewed(desk, month, version, state);
  if (isEmpty(state, month)) return { month, version, lines: [], refused: [] };
  const open = row === undefined ? openSides(state, month) : [];
  if (open.length > 0) return { month, version, lines: [], refused: openRefusals(state, open) };
  const refusal = await settleSteps(desk, month, progress, async () =>
    agreed === undefined || (await isAgreed(desk, month, agreed)) ? undefined : changed,
  );
  if (refusal === undefined) return finished(desk, month);
  return { month, version, lines: [], refused: allRefused(state, month, refusal) };
}

async function finished(desk: Desk, month: Month): Promise<SettleAnswer> {
  const state = await fetchSettled(desk.ledger, month);
  const version = months.get(state, month)?.version ?? 1;
  return { month, version, lines: settledLines(state, month, version), refused: [] };
}

async function previewed(
  desk: Desk,
  month: Month,
  version: number,
  state: Awaited<ReturnType<typeof fetchContracts>>,
): Promise<SettleAnswer> {
  const outcome = await previewMonth(desk, state, month);
  if ("lines" in outcome) return { month, version, lines: outcome.lines, refused: [] };
  return { month, version, lines: [], refused: openRefusals(state, outcome.open) };
}

const changed: GatewayRefusal = {
  code: "changed",
  reason: "contracts or readings came after the sum was agreed to",
};

/** Once the month is frozen nothing can change any more; before, whoever asks is told of what came since. */
async function isAgreed(desk: Desk, month: Month, agreed: string): Promise<boolean> {
  const outcome = await previewMonth(desk, await fetchContracts(desk.ledger, month), month);
  if (!("lines" in outcome)) return false;
  const kwh = outcome.lines.reduce((sum, { settledKwh }) => sum + settledKwh, 0);
  return agreedMark(desk.store, month, kwh) === agreed;
}

function isEmpty(state: StateReader, month: Month): boolean {
  for (const _ of plantContracts.ids(state, month)) return false;
  return true;
}

/** The rules refused a step: no contract of the month is settled, each for that reason. */
function allRefused(state: StateReader, month: Month, { code, reason }: GatewayRefusal) {
  const codes = Array.from(plantContracts.ids(state, month), ([, , contract = ""]) => contract);
  const rows = byNumber(codes.flatMap((contract) => contracts.get(state, contract) ?? []));
  return rows.map(({ number }) => ({ contract: number, code, reason }));
}
