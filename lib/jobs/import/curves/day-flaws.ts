/** Which meter-days of a file were refused, and why: an answer names lines, the console's day grid asks for days. */
import type { Refused } from "@/lib/jobs/csv/flaws";
import { dayKey, partsOf } from "@/lib/jobs/import/curves/day-book";
import type { Store } from "@/lib/store/store";
import type { DayNumber } from "@/lib/units/day";

export interface DayFlaw {
  readonly meter: string;
  readonly day: DayNumber;
  /** The first line with a reason of its own; where none has one, the first line. */
  readonly line: number;
  readonly lines: number;
  readonly code: string;
}

interface Noted {
  line: number;
  code: string;
  readonly lines: Set<number>;
}

/** Most days kept of one file: a month of four thousand meters. */
const MOST_DAYS = 131_072;

/** Says nothing by itself of what is wrong: the day is refused because something else of it is. */
const FOLLOWING = "day-incomplete";

export class DayFlaws {
  private readonly days = new Map<string, Noted>();

  note(meter: string, day: DayNumber, flaws: readonly Refused[]): void {
    for (const { line, code } of flaws) {
      const key = dayKey(meter, day);
      const known = this.days.get(key);
      if (known === undefined) {
        if (this.days.size < MOST_DAYS) this.days.set(key, { line, code, lines: new Set([line]) });
        continue;
      }
      known.lines.add(line);
      if (comesFirst({ line, code }, known)) Object.assign(known, { line, code });
    }
  }

  noted(): DayFlaw[] {
    return [...this.days].map(([key, { line, code, lines }]) => {
      return { ...partsOf(key), line, code, lines: lines.size };
    });
  }

  async keep(store: Store, job: string): Promise<void> {
    const flaws = this.noted();
    if (flaws.length === 0) return;
    await store.pool.query(
      `INSERT INTO day_flaw (job, meter, day, line, lines, code)
       SELECT $1, * FROM unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::text[])
       ON CONFLICT (job, meter, day) DO UPDATE SET (line, lines, code) = (excluded.line, excluded.lines, excluded.code)`,
      [
        job,
        flaws.map(({ meter }) => meter),
        flaws.map(({ day }) => day),
        flaws.map(({ line }) => line),
        flaws.map(({ lines }) => lines),
        flaws.map(({ code }) => code),
      ],
    );
  }
}

function comesFirst(one: { line: number; code: string }, other: { line: number; code: string }): boolean {
  if ((one.code === FOLLOWING) !== (other.code === FOLLOWING)) return other.code === FOLLOWING;
  return one.line < other.line;
}
