/** The meter-days of a file: open ones in memory, full ones handed on, so that memory holds only what is unfinished. */
import { DayGroup } from "@/lib/jobs/import/curves/day-group";
import type { DayNumber } from "@/lib/units/day";

/** A meter's day as it is staged: `key` orders by day, then by the meter's code. */
export interface StagedDay {
  readonly day: DayNumber;
  readonly meter: string;
  readonly group: DayGroup;
}

export class DayBook {
  private readonly open = new Map<string, DayGroup>();
  /** Days handed on; true once a later line spoiled them. */
  private readonly handedOn = new Map<string, boolean>();
  private full: StagedDay[] = [];

  /** The open group of a meter's day, or undefined when all its 96 readings have come. */
  group(meter: string, day: DayNumber): DayGroup | undefined {
    const key = dayKey(meter, day);
    const known = this.open.get(key);
    if (known !== undefined) return known;
    if (this.handedOn.has(key)) return undefined;
    const group = new DayGroup();
    this.open.set(key, group);
    return group;
  }

  /** Marks the day as refused, also after it was handed on. */
  spoil(meter: string, day: DayNumber): void {
    const group = this.open.get(dayKey(meter, day));
    if (group === undefined) this.handedOn.set(dayKey(meter, day), true);
    else group.spoiled = true;
  }

  /** To be called when a group may have become full. */
  settle(meter: string, day: DayNumber, group: DayGroup): void {
    if (!group.isFull) return;
    const key = dayKey(meter, day);
    this.open.delete(key);
    this.handedOn.set(key, false);
    this.full.push({ day, meter, group });
  }

  /** The days that have become full since the last call. */
  takeFull(): StagedDay[] {
    const days = this.full;
    this.full = [];
    return days;
  }

  /** All days still open, once the file is at its end. */
  takeRest(): StagedDay[] {
    const days = [...this.open].map(([key, group]) => ({ ...partsOf(key), group }));
    this.open.clear();
    return days.filter(({ group }) => !group.isEmpty);
  }

  /** Whether a line that came after the day was handed on spoiled it. */
  isSpoiledLate(meter: string, day: DayNumber): boolean {
    return this.handedOn.get(dayKey(meter, day)) ?? false;
  }
}

/** `YYYYMMDD/<meter code>`: byte order is that of days, then of codes. */
export function dayKey(meter: string, day: DayNumber): string {
  return `${String(day).padStart(8, "0")}/${meter}`;
}

export function partsOf(key: string): { day: DayNumber; meter: string } {
  return { day: Number(key.slice(0, 8)), meter: key.slice(9) };
}
