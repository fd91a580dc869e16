/** Freeze → settle → trace → finish, each step asked of the ledger first: a run that was interrupted goes on. */
import type { SigningKey } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import type { GatewayRefusal } from "@/lib/gateway/submit";
import { readIds, readMarketRow, readRow, readRows } from "@/lib/gateway/view";
import type { Progress } from "@/lib/jobs/progress";
import type { CommandType } from "@/lib/market/command";
import { frozenPlants, months, settledPlants, versionId } from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

const AT_ONCE = 20;
/** Another run of the same month was faster: its result is ours. */
const DONE_ALREADY = new Set(["frozen", "already-settled", "already-traced", "stage"]);

/**
 * Brings the month from wherever it stands to `finished`; a refusal of the rules where they refuse a step. `objection`
 * is asked before the month is frozen, and again when nothing can change any more.
 */
export async function settleSteps(
  desk: Desk,
  month: Month,
  progress: Progress,
  objection: () => Promise<GatewayRefusal | undefined>,
): Promise<GatewayRefusal | undefined> {
  const exchange = await desk.exchangeKeys();
  if (exchange.length === 0) return { code: "signer-missing", reason: "no key of the exchange is kept here" };
  const row = await readRow(desk.ledger, months, month);
  const version = row?.version ?? 1;
  const step = (
    type: CommandType,
    more: object = {},
    signers: readonly SigningKey[] = exchange.slice(0, 1),
  ) => send(desk, type, { month, version, ...more }, signers);
  if (row === undefined) {
    const refusal = (await objection()) ?? (await step("settlement.freeze"));
    if (refusal !== undefined) return refusal;
  }
  const late = await objection();
  if (late !== undefined) return late;
  const total = (await readRow(desk.ledger, months, month))?.plants ?? 0;
  for (const stage of ["settle", "trace"] as const) {
    const plants = await plantsLeft(desk, month, version, stage);
    let done = total - plants.length;
    const refused = await inTurns(plants, async (plant) => {
      const refusal = await step(`settlement.${stage}`, { plant });
      progress({ stage: stage === "settle" ? "settling" : "tracing", done: ++done, total });
      return refusal;
    });
    if (refused !== undefined) return refused;
  }
  if ((await readRow(desk.ledger, months, month))?.stage === "finished") return undefined;
  return step("settlement.finish", {}, await finishers(desk, exchange, { month, version }, progress));
}

/** One key, or two of different people where so much was settled that genesis asks for them. */
async function finishers(
  desk: Desk,
  exchange: readonly SigningKey[],
  { month, version }: { readonly month: Month; readonly version: number },
  progress: Progress,
): Promise<readonly SigningKey[]> {
  const { twoPersonKwh } = await readMarketRow(desk.ledger);
  if (twoPersonKwh === undefined) return exchange.slice(0, 1);
  let settledWh = 0;
  for await (const [, { result }] of readRows(desk.ledger, settledPlants, month, versionId(version))) {
    settledWh += result.settledWh;
  }
  if (settledWh <= 1000 * twoPersonKwh) return exchange.slice(0, 1);
  if (exchange.length > 1 || desk.secondKey === undefined) return exchange.slice(0, 2);
  const second = await desk.secondKey(() => progress({ stage: "second", done: 0, total: 0 }));
  return [...exchange, second];
}

async function send(
  desk: Desk,
  type: CommandType,
  payload: Record<string, string | number>,
  signers: readonly SigningKey[],
): Promise<GatewayRefusal | undefined> {
  const answer = await desk.send({ type, payload, signers });
  if (answer.ok || DONE_ALREADY.has(answer.refusal.code)) return undefined;
  return answer.refusal;
}

async function plantsLeft(
  desk: Desk,
  month: Month,
  version: number,
  stage: "settle" | "trace",
): Promise<string[]> {
  const done = new Set<string>();
  for await (const [[, , plant = ""], row] of readRows(
    desk.ledger,
    settledPlants,
    month,
    versionId(version),
  )) {
    if (stage === "settle" || row.traceEntry !== undefined) done.add(plant);
  }
  const left: string[] = [];
  for await (const [, , plant = ""] of readIds(desk.ledger, frozenPlants, month, versionId(version))) {
    if (!done.has(plant)) left.push(plant);
  }
  return left;
}

/** Some at a time; stops at the first refusal. */
async function inTurns<T>(
  values: readonly T[],
  work: (value: T) => Promise<GatewayRefusal | undefined>,
): Promise<GatewayRefusal | undefined> {
  for (let at = 0; at < values.length; at += AT_ONCE) {
    const refusals = await Promise.all(values.slice(at, at + AT_ONCE).map(work));
    const refused = refusals.find((refusal) => refusal !== undefined);
    if (refused !== undefined) return refused;
  }
  return undefined;
}
