/** What looking through a file found. Nothing of it is signed or kept. */
export interface BulkFound {
  readonly ok: true;
  /** Names of the file's columns, in order. */
  readonly columns: readonly string[];
  /** Lines that would be registered. */
  readonly good: number;
  readonly refusedLines: number;
  /** Flaws and lines as they stood, for the first refused lines only. */
  readonly refused: readonly BulkFlaw[];
  readonly lines: readonly BulkLine[];
  /** How many good lines each warning is about. */
  readonly warnings: Readonly<Record<string, number>>;
}

export interface BulkFlaw {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly reason: string;
}

export interface BulkLine {
  readonly line: number;
  readonly fields: readonly string[];
}

/** `header`, `utf-8`, `line-length`: the file as a whole cannot be read; the others are the upload's. */
export const BULK_FLAWS = ["header", "utf-8", "line-length", "empty", "too-large", "not-text"] as const;
export type BulkCode = (typeof BULK_FLAWS)[number];

export type BulkAnswer =
  | BulkFound
  | { readonly ok: false; readonly code: BulkCode | "unavailable" | "signed-out" };
