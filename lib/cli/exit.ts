/** How a verb ends (formats, "Running"): 0 done, 1 the answer is no, 2 could not try. */
export type ExitCode = 0 | 1 | 2;

/** The verb ends without an answer; one line says why. */
export class CannotTry extends Error {
  override name = "CannotTry";
  readonly exitCode: ExitCode = 2;

  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What was asked for is not there: the answer is no. */
export class NotThere extends CannotTry {
  override readonly exitCode: ExitCode = 1;
}

/** What a disk says no with: the caller's matter, told in one line. */
const DISK = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR", "EISDIR", "EEXIST", "EDQUOT"]);

/** The one line of an error that a file or folder is the reason of, else nothing. */
export function diskTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return undefined;
  return DISK.has(error.code) ? error.message : undefined;
}

/** Errors that are the world's or the caller's, not ours: told in one line, without a stack. */
const EXPECTED = new Set(["CannotTry", "UnreadableFile", "LedgerUnavailable", "StoreUnavailable"]);

export interface Failure {
  readonly code: string;
  readonly reason: string;
  readonly isExpected: boolean;
  readonly exitCode: ExitCode;
}

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error))
    return { code: "unknown", reason: String(error), isExpected: false, exitCode: 2 };
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  const isExpected = EXPECTED.has(error.name) || diskTrouble(error) !== undefined;
  const exitCode = error instanceof CannotTry ? error.exitCode : 2;
  return { code, reason: error.message, isExpected, exitCode };
}
