/** The data that is hashed and signed, and the one error for data that is not it (protocol §1). */
import type { TextProblem } from "./text";

/** Integers only, no null. */
export type Json = string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

export type CanonicalCode =
  | "syntax" // not JSON
  | "utf-8" // bytes that are not UTF-8
  | "number" // fraction, exponent, minus zero, NaN, infinity
  | "range" // beyond ±(2^53 − 1)
  | "null"
  | "key" // a key outside ASCII
  | "duplicate" // a key twice in one object
  | "depth" // nested deeper than MAX_DEPTH
  | "type" // a value JSON has no form for
  | TextProblem;

/** Data outside protocol §1; `at` is the UTF-16 offset in the text that was read, where one was read. */
export class CanonicalError extends Error {
  override name = "CanonicalError";

  constructor(
    readonly code: CanonicalCode,
    readonly at?: number,
  ) {
    super(`not canonical data: ${code}`);
  }
}

/** Arrays and objects inside each other, the outermost counted. */
export const MAX_DEPTH = 32;
