/** How a verb ends (formats, "Running"): 0 done, 1 the answer is no, 2 could not try. */
export type ExitCode = 0 | 1 | 2;

/** Nothing could be tried; one line says why. */
export class CannotTry extends Error {
  override name = "CannotTry";

  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** Errors that are the world's or the caller's, not ours: told in one line, without a stack. */
const EXPECTED = new Set(["CannotTry", "UnreadableFile", "LedgerUnavailable", "StoreUnavailable"]);

export function describeFailure(error: unknown): { code: string; reason: string; isExpected: boolean } {
  if (!(error instanceof Error)) return { code: "unknown", reason: String(error), isExpected: false };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return { code, reason: error.message, isExpected: EXPECTED.has(error.name) };
}
