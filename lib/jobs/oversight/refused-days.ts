/** Meter-days that an import refused because of a reading that cannot be: kept, for nobody else remembers them. */
import type { Store } from "@/lib/store/store";
import { parseKwhToWh } from "@/lib/units/energy";
import { INTERVALS_PER_DAY } from "@/lib/units/interval";

/** Most days kept of one file: a file that is wrong throughout is known by its first hundreds. */
const MOST_DAYS = 500;

/** A day as a file gave it: 96 readings in Wh, NaN where it gave none that is a number. */
export interface NotedDay {
  readonly meter: string;
  readonly day: number;
  readonly line: number;
  readonly wh: Float64Array;
}

/** Gathers such days while a file is read. */
export class RefusedDays {
  private readonly days = new Map<string, NotedDay>();

  /** A whole line of 96 readings as the file gave them; what is no number is NaN. */
  noteLine(meter: string, day: number, line: number, texts: readonly string[]): void {
    const wh = this.day(meter, day, line)?.wh;
    if (wh) for (let slot = 0; slot < wh.length; slot++) wh[slot] = asGiven(texts[slot] ?? "");
  }

  /** One refused reading. */
  noteReading(meter: string, day: number, line: number, slot: number, text: string): void {
    const wh = this.day(meter, day, line)?.wh;
    if (wh && slot >= 0 && slot < wh.length) wh[slot] = asGiven(text);
  }

  noted(): readonly NotedDay[] {
    return [...this.days.values()];
  }

  async keep(store: Store, job: string): Promise<void> {
    if (this.days.size === 0) return;
    const data = this.noted().map(({ meter, day, line, wh }) => {
      const sealed = store.seal(new Uint8Array(wh.buffer), refusedDaySubject(meter, day));
      return { job, meter, day, line, sealed };
    });
    await store.prisma.refusedDay.createMany({ data, skipDuplicates: true });
  }

  private day(meter: string, day: number, line: number): NotedDay | undefined {
    const key = `${meter}/${day}`;
    const known = this.days.get(key);
    if (known || this.days.size >= MOST_DAYS) return known;
    const noted = { meter, day, line, wh: new Float64Array(INTERVALS_PER_DAY).fill(Number.NaN) };
    this.days.set(key, noted);
    return noted;
  }
}

function asGiven(text: string): number {
  const parsed = parseKwhToWh(text);
  return parsed.ok ? parsed.wh : Number.NaN;
}

/** What a refused day's readings are sealed to. */
export function refusedDaySubject(meter: string, day: number): string {
  return `refused_day/${meter}/${day}`;
}
