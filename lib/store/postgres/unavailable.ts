/** Why there is no database, and the one line that tells a person what to do about it. */
export type UnavailableCode =
  | "unsupported-platform"
  | "not-permitted"
  | "no-disk"
  | "start-failed"
  | "unreachable"
  | "locked"
  | "migration-changed"
  | "migration-unknown"
  | "other-key";

export class StoreUnavailable extends Error {
  readonly code: UnavailableCode;
  readonly advice: string;

  constructor(code: UnavailableCode, advice: string, cause?: unknown) {
    super(`store: ${code}: ${advice}`, { cause });
    this.name = "StoreUnavailable";
    this.code = code;
    this.advice = advice;
  }
}
