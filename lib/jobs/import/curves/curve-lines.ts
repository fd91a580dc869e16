/** The lines of a curves file, in either layout, sorted into meter-days; refusals as they are found. */
import { type Refused, refused } from "@/lib/jobs/csv/flaws";
import { READING_COLUMNS } from "@/lib/jobs/csv/forms";
import type { CsvRecord } from "@/lib/jobs/csv/records";
import { columnsFlaw } from "@/lib/jobs/csv/row";
import type { DayBook } from "@/lib/jobs/import/curves/day-book";
import type { DayFlaws } from "@/lib/jobs/import/curves/day-flaws";
import { readWh } from "@/lib/jobs/import/curves/reading";
import { readDate, StartReader } from "@/lib/jobs/import/curves/start";
import type { RefusedDays } from "@/lib/jobs/oversight/refused-days";
import type { PlantFacts } from "@/lib/market/metering/rules";
import type { DayNumber } from "@/lib/units/day";

/** What the importer knows of a registered meter; `plant` for production meters only. */
export interface MeterFacts {
  readonly code: string;
  /** Code of the metering company. */
  readonly grid: string;
  readonly plant?: PlantFacts;
}

/** A file's lines; `zero`: readings that break a rule count as 0 (`import curves --zero`). */
export class CurveLines {
  private readonly starts = new StartReader();
  private readonly isWide: boolean;
  /** Refusals of the line at hand. */
  private flaws: Refused[] = [];

  constructor(
    private readonly columns: readonly string[],
    private readonly zero: boolean,
    private readonly book: DayBook,
    private readonly meterOf: (id: string) => MeterFacts | undefined,
    private readonly onRefused: (refused: Refused) => void,
    private readonly refusedDays?: RefusedDays,
    private readonly dayFlaws?: DayFlaws,
  ) {
    this.isWide = columns.length > 3;
  }

  /** The column that says when: the one a whole day is refused at. */
  get timeColumn(): string {
    return this.isWide ? "date" : "start";
  }

  take(record: CsvRecord): void {
    if (this.flaws.length > 0) this.flaws = [];
    const flaw = columnsFlaw(record, this.columns);
    if (flaw !== undefined) this.refuse(flaw);
    else if (this.isWide) this.takeWide(record);
    else this.takeLong(record);
  }

  private takeLong({ line, fields }: CsvRecord): void {
    const [meterId = "", startText = "", kwh = ""] = fields;
    const meter = this.meter(line, meterId);
    const start = this.starts.read(startText);
    const slot = start?.slot ?? -1;
    if (start === undefined) this.refuse(refused(line, "start", startText === "" ? "empty" : "date"));
    else if (slot < 0) this.refuse(refused(line, "start", "grid-time"));
    const group = meter && start && this.book.group(meter.code, start.day);
    const taken = slot >= 0 && meter !== undefined && (group === undefined || group.isTaken(slot));
    if (taken) this.refuse(refused(line, "start", "duplicate"));
    const wh = readWh(kwh, meter?.plant, slot);
    const isRefused = typeof wh === "string" && !this.zero;
    if (isRefused) this.refuse(refused(line, "kwh", wh));
    if (meter === undefined || start === undefined) return;
    this.note(meter.code, start.day);
    // Counted as 0 or refused: what was claimed is kept either way.
    if (cannotBe(wh)) this.refusedDays?.noteReading(meter.code, start.day, line, slot, kwh);
    if (slot < 0 || taken || group === undefined) {
      this.book.spoil(meter.code, start.day);
      return;
    }
    if (isRefused) group.refuse(slot, line);
    else group.put(slot, line, typeof wh === "string" ? 0 : wh);
    if (!isRefused && typeof wh === "string") group.zeroed++;
    this.book.settle(meter.code, start.day, group);
  }

  private takeWide({ line, fields }: CsvRecord): void {
    const [meterId = "", dateText = ""] = fields;
    const meter = this.meter(line, meterId);
    const day = readDate(dateText);
    if (day === undefined) this.refuse(refused(line, "date", dateText === "" ? "empty" : "date"));
    const group = meter && day !== undefined ? this.book.group(meter.code, day) : undefined;
    const taken = meter !== undefined && day !== undefined && group === undefined;
    if (taken) this.refuse(refused(line, "date", "duplicate"));
    const { wh, flawed, impossible } = this.readings(line, fields, meter);
    const isRefused = flawed > 0 && !this.zero;
    if (meter === undefined || day === undefined) return;
    this.note(meter.code, day);
    if (impossible) this.refusedDays?.noteLine(meter.code, day, line, fields.slice(2));
    if (group === undefined) {
      this.book.spoil(meter.code, day);
      return;
    }
    for (let slot = 0; slot < wh.length; slot++) {
      if (isRefused) group.refuse(slot, line);
      else group.put(slot, line, wh[slot] ?? 0);
    }
    group.zeroed = isRefused ? 0 : flawed;
    this.book.settle(meter.code, day, group);
  }

  /** The 96 readings of a line, refused ones as 0, how many those are, and whether one is more than can be. */
  private readings(line: number, fields: readonly string[], meter: MeterFacts | undefined) {
    const wh = new Float64Array(READING_COLUMNS.length);
    let flawed = 0;
    let impossible = false;
    for (const [slot, column] of READING_COLUMNS.entries()) {
      const reading = readWh(fields[slot + 2] ?? "", meter?.plant, slot);
      if (typeof reading === "number") wh[slot] = reading;
      else {
        flawed++;
        impossible ||= cannotBe(reading);
        if (!this.zero) this.refuse(refused(line, column, reading));
      }
    }
    return { wh, flawed, impossible };
  }

  private refuse(flaw: Refused): void {
    this.flaws.push(flaw);
    this.onRefused(flaw);
  }

  private note(meter: string, day: DayNumber): void {
    if (this.flaws.length > 0) this.dayFlaws?.note(meter, day, this.flaws);
  }

  private meter(line: number, id: string): MeterFacts | undefined {
    const meter = this.meterOf(id);
    if (meter === undefined) this.refuse(refused(line, "meter", id === "" ? "empty" : "unknown"));
    return meter;
  }
}

/** More than the plant can generate: oversight wants to see what was claimed. */
function cannotBe(flaw: number | string): boolean {
  return flaw === "above-capacity";
}
