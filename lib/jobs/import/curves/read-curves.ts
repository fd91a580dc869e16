/** A curves file from its first record to staged meter-days. */
import { columnsOf } from "@/lib/jobs/csv/forms";
import { type CsvRecord, readRecords } from "@/lib/jobs/csv/records";
import type { ImportTally } from "@/lib/jobs/import/answer";
import { CurveLines, type MeterFacts } from "@/lib/jobs/import/curves/curve-lines";
import { DayBook } from "@/lib/jobs/import/curves/day-book";
import type { DayFlaws } from "@/lib/jobs/import/curves/day-flaws";
import type { DayStage } from "@/lib/jobs/import/curves/stage";
import type { RefusedDays } from "@/lib/jobs/oversight/refused-days";

/** Registered meters by imported id; `learn` fetches those not known yet. */
export interface MeterBook {
  learn(ids: ReadonlySet<string>): Promise<void>;
  get(id: string): MeterFacts | undefined;
}

export interface CurveReading {
  readonly zero: boolean;
  readonly meters: MeterBook;
  readonly stage: DayStage;
  /** Where days with readings that cannot be are noted. */
  readonly refusedDays?: RefusedDays;
  /** Where refused days are noted. */
  readonly dayFlaws?: DayFlaws;
  /** Made once the header is known. */
  tally(columns: readonly string[]): ImportTally;
  onLine?(line: number): void;
}

export interface CurvesRead {
  readonly book: DayBook;
  readonly tally: ImportTally;
  readonly dayFlaws: DayFlaws | undefined;
  readonly timeColumn: string;
  /** Civil days with at least one reading. */
  readonly civilDays: number;
}

/** Reads the whole file before anything of it is submitted. Throws UnreadableFile. */
export async function readCurves(path: string, reading: CurveReading): Promise<CurvesRead> {
  const chunks = withoutHeader(readRecords(path));
  const columns = columnsOf("curves", (await chunks.next()).value?.[0]?.fields);
  const book = new DayBook();
  const tally = reading.tally(columns);
  const { meters, stage, dayFlaws } = reading;
  const lines = new CurveLines(
    columns,
    reading.zero,
    book,
    (id) => meters.get(id),
    (flaw) => tally.refuse(flaw),
    reading.refusedDays,
    reading.dayFlaws,
  );
  for await (const records of chunks) {
    await meters.learn(new Set(records.map(({ fields }) => fields[0] ?? "")));
    for (const record of records) lines.take(record);
    const full = book.takeFull();
    if (full.length > 0) await stage.put(full);
    reading.onLine?.(records.at(-1)?.line ?? 0);
  }
  await stage.put(book.takeRest());
  return { book, tally, dayFlaws, timeColumn: lines.timeColumn, civilDays: await stage.finish() };
}

/** The header's record alone first (an empty chunk when there is none), then the rest. */
export async function* withoutHeader(chunks: AsyncIterable<CsvRecord[]>): AsyncGenerator<CsvRecord[]> {
  let isHeader = true;
  for await (const records of chunks) {
    if (records.length === 0) continue;
    if (isHeader) yield records.slice(0, 1);
    const rest = isHeader ? records.slice(1) : records;
    isHeader = false;
    if (rest.length > 0) yield rest;
  }
}
