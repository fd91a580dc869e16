import type { Json } from "@/lib/crypto/canonical";

/**
 * What untrusted JSON must look like. A shape passes the value through or throws Misshapen; nothing is copied, so a
 * month of segments costs one walk. Every list and text has a bound: a bundle cannot make its reader work for ever.
 */
export type Shape<T> = (value: Json) => T;
export type ShapeOf<S> = S extends Shape<infer T> ? T : never;

export class Misshapen extends Error {
  override readonly name = "Misshapen";
  /** From the inside out. */
  readonly path: string[] = [];
}

function inside<T>(shape: Shape<T>, value: Json, at: string | number): T {
  try {
    return shape(value);
  } catch (error) {
    if (error instanceof Misshapen) error.path.push(String(at));
    throw error;
  }
}

function passed<T>(value: Json, fits: boolean, wanted: string): T {
  if (!fits) throw new Misshapen(wanted);
  return value as T;
}

/** Text of at most so many UTF-16 units. */
export function text(most: number): Shape<string> {
  return (value) => passed(value, typeof value === "string" && value.length <= most, "no text, or too long");
}

/** So many bytes in lower-case hex. */
export function hex(bytes: number): Shape<string> {
  const pattern = /^[0-9a-f]*$/;
  return (value) =>
    passed(
      value,
      typeof value === "string" && value.length === 2 * bytes && pattern.test(value),
      `not ${bytes} bytes of hex`,
    );
}

/** Text of a pattern, which must bound its length. */
export function matching(pattern: RegExp): Shape<string> {
  return (value) => passed(value, typeof value === "string" && pattern.test(value), "another form");
}

/** One of these values. */
export function oneOf<const T extends string | number>(...values: readonly T[]): Shape<T> {
  return (value) =>
    passed(
      value,
      values.some((one) => one === value),
      `none of ${values.join(", ")}`,
    );
}

/** An integer from 0 to `most`. */
export function whole(most = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value) =>
    passed(
      value,
      typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= most,
      "no quantity, or too large",
    );
}

/** Whatever JSON holds: looked at where it is used. */
export function any(value: Json): Json {
  return value;
}

/** A list of at most so many. */
export function list<T>(of: Shape<T>, most: number): Shape<T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length > most) throw new Misshapen("no list, or too long");
    for (let at = 0; at < value.length; at++) inside(of, value[at], at);
    return passed(value, true, "");
  };
}

/** A list of exactly two. */
export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<[A, B]> {
  return (value) => {
    if (!Array.isArray(value) || value.length !== 2) throw new Misshapen("no pair");
    inside(first, value[0], 0);
    inside(second, value[1], 1);
    return passed(value, true, "");
  };
}

function members(value: Json): Readonly<Record<string, Json>> {
  if (typeof value !== "object" || Array.isArray(value)) throw new Misshapen("no object");
  return value as Readonly<Record<string, Json>>;
}

/** Any names, one shape. */
export function record<T>(of: Shape<T>, most: number): Shape<Record<string, T>> {
  return (value) => {
    const entries = Object.entries(members(value));
    if (entries.length > most) throw new Misshapen("too many members");
    for (const [name, one] of entries) inside(of, one, name);
    return passed(value, true, "");
  };
}

type Members = Readonly<Record<string, Shape<unknown>>>;
type Whole<R extends Members> = { [K in keyof R]: ShapeOf<R[K]> };

/** Exactly these members, and of the optional ones any. */
export function object<R extends Members, O extends Members = Record<never, never>>(
  required: R,
  optional?: O,
): Shape<Whole<R> & Partial<Whole<O>>> {
  const names = Object.keys(required);
  return (value) => {
    const fields = members(value);
    for (const [name, one] of Object.entries(fields)) {
      const shape = Object.hasOwn(required, name) ? required[name] : undefined;
      const maybe = optional && Object.hasOwn(optional, name) ? optional[name] : undefined;
      const chosen = shape ?? maybe;
      if (!chosen) throw new Misshapen(`unknown member ${name}`);
      inside(chosen, one, name);
    }
    for (const name of names) if (!Object.hasOwn(fields, name)) throw new Misshapen(`${name} is missing`);
    return passed(value, true, "");
  };
}
