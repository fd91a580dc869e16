/** Staged meter-days become anchored batches: one a civil day and metering company, of at most 2,000 meters. */

import { type Refused, refused } from "@/lib/jobs/csv/flaws";
import type { StagedDay } from "@/lib/jobs/import/curves/day-book";
import { outcomeOf, type Standing } from "@/lib/jobs/import/curves/outcome";
import type { CurvesRead } from "@/lib/jobs/import/curves/read-curves";
import type { DayStage } from "@/lib/jobs/import/curves/stage";
import { MAX_METERS } from "@/lib/market/metering/blob";
import type { DayNumber } from "@/lib/units/day";

/** A meter's whole day on its way into a batch. */
export interface EnteringDay {
  readonly meter: string;
  readonly wh: Float64Array;
  readonly lines: readonly number[];
  readonly zeroed: number;
}

export interface Batch {
  readonly day: DayNumber;
  readonly grid: string;
  /** Counts the day's batches of this file, from 0. */
  readonly number: number;
  readonly curves: readonly EnteringDay[];
}

export interface DayEntrance {
  readonly zero: boolean;
  readonly stage: DayStage;
  standing(meter: string, day: DayNumber): Promise<Standing>;
  gridOf(meter: string): string;
  /** Submits; the rules' own refusal where they refuse the batch. */
  anchor(batch: Batch): Promise<{ readonly code: string; readonly reason: string } | undefined>;
  onDay?(done: number): void;
}

/** How many batches are on their way at once: enough to fill the ledger's blocks, few enough to bound memory. */
const IN_FLIGHT = 8;

/** Rejects with what the first batch without an answer failed at, once nothing is on its way any more. */
export async function enterDays(read: CurvesRead, entrance: DayEntrance): Promise<void> {
  const waiting = new Set<Promise<void>>();
  // Kept apart from `waiting`: a batch may fail, and be waited for no more, while the next day is still being read.
  const failures: unknown[] = [];
  let done = 0;
  try {
    for await (const run of entrance.stage.days()) {
      for (const batch of await batchesOf(run, read, entrance)) {
        const sent = enterBatch(batch, read, entrance)
          .catch((error: unknown) => void failures.push(error))
          .finally(() => waiting.delete(sent));
        waiting.add(sent);
        if (waiting.size >= IN_FLIGHT) await Promise.race(waiting);
      }
      if (failures.length > 0) break;
      entrance.onDay?.(++done);
    }
  } finally {
    // Where one fails, the others are still on their way: whoever goes on with the work would meet them as duplicates.
    await Promise.all(waiting);
  }
  if (failures.length > 0) throw failures[0];
}

async function batchesOf(
  run: readonly StagedDay[],
  read: CurvesRead,
  entrance: DayEntrance,
): Promise<readonly Batch[]> {
  const standings = await Promise.all(run.map(({ meter, day }) => entrance.standing(meter, day)));
  const byGrid = new Map<string, EnteringDay[]>();
  for (const [at, { meter, day, group }] of run.entries()) {
    const standing = standings[at] ?? "new";
    const { tally, timeColumn, book } = read;
    const spoiledLate = book.isSpoiledLate(meter, day);
    const outcome = outcomeOf(group, { standing, spoiledLate, zero: entrance.zero, timeColumn });
    if (!outcome.enters) {
      tally.refuse(...outcome.refused);
      // A day that came before stands whatever a later file says of it.
      if (standing !== "taken") read.dayFlaws?.note(meter, day, outcome.refused);
    } else if (standing === "own") tally.accept(outcome.lines, total(group.wh), outcome.zeroed);
    else {
      const grid = entrance.gridOf(meter);
      const curves = byGrid.get(grid) ?? [];
      byGrid.set(grid, curves);
      curves.push({ meter, wh: group.wh, lines: group.goodLines(), zeroed: outcome.zeroed });
    }
  }
  const day = run[0]?.day ?? 0;
  return [...byGrid]
    .flatMap(([grid, curves]) => chunked(curves).map((some) => ({ grid, curves: some })))
    .map((batch, number) => ({ day, number, ...batch }));
}

function chunked(curves: readonly EnteringDay[]): (readonly EnteringDay[])[] {
  const chunks: (readonly EnteringDay[])[] = [];
  for (let at = 0; at < curves.length; at += MAX_METERS) chunks.push(curves.slice(at, at + MAX_METERS));
  return chunks;
}

/** Where the rules refuse a batch of several meters, each half is tried: one meter's day spoils no other's. */
async function enterBatch(batch: Batch, read: CurvesRead, entrance: DayEntrance): Promise<void> {
  const refusal = await entrance.anchor(batch);
  const { curves } = batch;
  if (refusal === undefined) {
    for (const { lines, wh, zeroed } of curves) read.tally.accept(lines.length, total(wh), zeroed);
  } else if (curves.length === 1) {
    for (const curve of curves) {
      const flaws = refusalsOf(curve, read.timeColumn, refusal);
      read.tally.refuse(...flaws);
      read.dayFlaws?.note(curve.meter, batch.day, flaws);
    }
  } else {
    const middle = Math.ceil(curves.length / 2);
    await enterBatch({ ...batch, curves: curves.slice(0, middle) }, read, entrance);
    await enterBatch({ ...batch, curves: curves.slice(middle) }, read, entrance);
  }
}

/** Every line of a day the rules refused, with their code; a day somebody else anchored meanwhile is a duplicate. */
function refusalsOf(
  curve: EnteringDay,
  field: string,
  { code, reason }: { code: string; reason: string },
): Refused[] {
  if (code === "day-taken") return curve.lines.map((line) => refused(line, field, "duplicate"));
  return curve.lines.map((line) => ({ line, field, code, reason }));
}

function total(wh: Float64Array): number {
  let sum = 0;
  for (const reading of wh) sum += reading;
  return sum;
}
