/** How far long work is: shown as it goes, kept with the job. `total` 0 while it is not known. */
export interface ProgressReport {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
}

export type Progress = (report: ProgressReport) => void;
