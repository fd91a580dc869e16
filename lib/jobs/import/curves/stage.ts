/** Where a file's meter-days wait until every line was read: in the database by COPY, or in memory for tests. */
import { compareText } from "@/lib/crypto/bytes";
import { dayKey, type StagedDay } from "@/lib/jobs/import/curves/day-book";

export interface DayStage {
  put(days: readonly StagedDay[]): Promise<void>;
  /** After the last `put`: how many civil days there are. */
  finish(): Promise<number>;
  /** Civil day by civil day, ascending; a day's meters in code order. */
  days(): AsyncIterable<readonly StagedDay[]>;
}

export function memoryStage(): DayStage {
  const staged: StagedDay[] = [];
  return {
    async put(days) {
      staged.push(...days);
    },
    async finish() {
      staged.sort((a, b) => compareText(dayKey(a.meter, a.day), dayKey(b.meter, b.day)));
      return new Set(staged.map(({ day }) => day)).size;
    },
    async *days() {
      yield* byCivilDay(staged);
    },
  };
}

/** Runs of one civil day each, of days in order. */
export function* byCivilDay(days: Iterable<StagedDay>): Generator<readonly StagedDay[]> {
  let run: StagedDay[] = [];
  for (const staged of days) {
    if (run[0] !== undefined && run[0].day !== staged.day) {
      yield run;
      run = [];
    }
    run.push(staged);
  }
  if (run.length > 0) yield run;
}
