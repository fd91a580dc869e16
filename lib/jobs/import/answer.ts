/** What `import` answers, whatever the form (formats, "Files in"). */
import { byLine, type Refused } from "@/lib/jobs/csv/flaws";

export interface ImportAnswer {
  /** Records that became part of a signed command. */
  readonly accepted: number;
  readonly refused: readonly Refused[];
  readonly zeroed: number;
  readonly totalWh: number;
}

/** Gathers an answer while a file is worked through. */
export class ImportTally {
  private accepted = 0;
  private zeroed = 0;
  private totalWh = 0;
  private readonly flaws: Refused[] = [];

  constructor(private readonly columns: readonly string[]) {}

  accept(records: number, totalWh = 0, zeroed = 0): void {
    this.accepted += records;
    this.totalWh += totalWh;
    this.zeroed += zeroed;
  }

  refuse(...flaws: readonly Refused[]): void {
    for (const flaw of flaws) this.flaws.push(flaw);
  }

  answer(): ImportAnswer {
    const { accepted, zeroed, totalWh } = this;
    return { accepted, refused: this.flaws.sort(byLine(this.columns)), zeroed, totalWh };
  }
}
