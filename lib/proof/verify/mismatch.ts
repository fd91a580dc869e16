import type { CheckCode } from "./verdict";

/** What a check throws to itself when something does not fit; the one place that runs checks turns it into a result. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  constructor(
    readonly code: CheckCode,
    message: string,
    readonly detail: Readonly<Record<string, string | number>> = {},
    /** False where something is wrong, null where it was only not shown. */
    readonly ok: false | null = false,
  ) {
    super(message);
  }
}

/** Fails the check with this code unless the condition holds. */
export function insist(
  condition: boolean,
  code: CheckCode,
  message: string,
  detail?: Readonly<Record<string, string | number>>,
): asserts condition {
  if (!condition) throw new Mismatch(code, message, detail);
}

/** The value, or a failed check where a bundle left it out. */
export function need<T>(value: T | undefined, message: string): T {
  if (value === undefined) throw new Mismatch("missing", message);
  return value;
}

/** What a check throws where the bundle does not show what it needs: neither true nor false. */
export function withheld(message: string): Mismatch {
  return new Mismatch("withheld", message, {}, null);
}
