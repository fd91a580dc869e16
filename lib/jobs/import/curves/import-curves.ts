/** A curves file, from text to anchored batches. */
import { randomBytes } from "node:crypto";
import { compareText, toHex } from "@/lib/crypto/bytes";
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import type { GatewayRefusal } from "@/lib/gateway/submit";
import { readRow } from "@/lib/gateway/view";
import { type ImportAnswer, ImportTally } from "@/lib/jobs/import/answer";
import { databaseStage } from "@/lib/jobs/import/curves/database-stage";
import { DayFlaws } from "@/lib/jobs/import/curves/day-flaws";
import { type Batch, enterDays } from "@/lib/jobs/import/curves/enter-days";
import { meterBook } from "@/lib/jobs/import/curves/meter-book";
import type { Standing } from "@/lib/jobs/import/curves/outcome";
import { readCurves } from "@/lib/jobs/import/curves/read-curves";
import { Registry } from "@/lib/jobs/import/registry";
import { RefusedDays } from "@/lib/jobs/oversight/refused-days";
import type { Progress } from "@/lib/jobs/progress";
import { batchRoot, type DayCurve, encodeDayBlob } from "@/lib/market/metering/blob";
import { days } from "@/lib/market/state";
import { type DayNumber, monthOfDay } from "@/lib/units/day";

export interface CurvesRun {
  readonly desk: Desk;
  readonly job: string;
  readonly path: string;
  readonly zero: boolean;
  /** Prefix of the outbox steps of this import. */
  readonly steps: string;
  /** Entries this import made before it was interrupted. */
  readonly own: ReadonlySet<number>;
  readonly progress: Progress;
}

export async function importCurves(run: CurvesRun): Promise<ImportAnswer> {
  const { desk, job, path, zero, progress } = run;
  const registry = new Registry(desk.ledger);
  const stage = await databaseStage(desk.store, job);
  const meters = meterBook(registry);
  const refusedDays = new RefusedDays();
  const dayFlaws = new DayFlaws();
  try {
    const read = await readCurves(path, {
      zero,
      meters,
      stage,
      refusedDays,
      dayFlaws,
      tally: (columns) => new ImportTally(columns),
      onLine: (done) => progress({ stage: "reading", done, total: 0 }),
    });
    await refusedDays.keep(desk.store, job);
    const total = read.civilDays;
    await enterDays(read, {
      zero,
      stage,
      standing: (meter, day) => standingOf(run, registry, meter, day),
      gridOf: (meter) => meters.gridOf(meter),
      anchor: (batch) => anchor(run, batch),
      onDay: (done) => progress({ stage: "anchoring", done, total }),
    });
    await dayFlaws.keep(desk.store, job);
    return read.tally.answer();
  } finally {
    await stage.drop();
  }
}

async function standingOf(
  { desk, own }: CurvesRun,
  registry: Registry,
  meter: string,
  day: DayNumber,
): Promise<Standing> {
  const row = await readRow(desk.ledger, days, meter, String(day));
  if (row !== undefined) return own.has(row.entry) ? "own" : "taken";
  return (await registry.isFrozen(monthOfDay(day))) ? "frozen" : "new";
}

/** Members hold the blob before a command names it (protocol §3); every day secret is fresh. */
async function anchor(
  { desk, steps }: CurvesRun,
  { day, grid, number, curves }: Batch,
): Promise<GatewayRefusal | undefined> {
  const { signers } = await consentOf(desk.ledger, desk.keyring, [grid]);
  if (signers.length === 0) {
    return { code: "signer-missing", reason: "no key of the metering company is kept here" };
  }
  const secret: DayCurve[] = curves
    .map(({ meter, wh }) => ({ meter, wh, secret: new Uint8Array(randomBytes(32)) }))
    .sort((a, b) => compareText(a.meter, b.meter));
  const { hash, held } = await desk.ledger.putBlob(encodeDayBlob(secret));
  const root = toHex(batchRoot(day, secret));
  const payload = { grid, day, batch: number, blob: hash, root, count: secret.length };
  const envelope = await desk.author({ type: "metering.anchor-day", payload, signers, held });
  const answer = await desk.gateway.submit(envelope, { step: `${steps}${envelope.command.nonce}` });
  return answer.ok ? undefined : answer.refusal;
}
