/**
 * The order of an object's keys and the bytes between its values. Hashed data is a million objects of a hundred
 * shapes: what a shape needs is worked out once, and an object is known by its list of keys.
 */
import { utf8 } from "./bytes";
import { CanonicalError } from "./json";

export interface KeyOrder {
  /** As the object lists them. */
  readonly listed: readonly string[];
  /**
   * Where in that list the first stands, the second, … by UTF-16 units (RFC 8785 §3.2.3); keys are ASCII, so that
   * is also the order of their bytes.
   */
  readonly places: readonly number[];
  /** `{"first":`, `,"second":` …, in that order. */
  readonly openings: readonly Uint8Array[];
}

/** Keys remembered before all is forgotten: others choose the keys, the memory is ours. */
const MOST_KEYS = 65_536;
/** Shapes that begin with the same key, looked through one by one. */
const MOST_ALIKE = 64;
const orders = new Map<string, KeyOrder[]>();
let remembered = 0;

/** CanonicalError for a key outside ASCII, or with U+0000. */
export function keyOrder(listed: readonly string[]): KeyOrder {
  const first = listed[0] ?? "";
  const alike = orders.get(first) ?? [];
  for (const known of alike) if (sameKeys(known.listed, listed)) return known;
  const order = orderOf(listed);
  remembered += listed.length + 1;
  if (remembered > MOST_KEYS) {
    orders.clear();
    remembered = listed.length + 1;
  }
  orders.set(first, alike.length < MOST_ALIKE ? [...alike, order] : [order]);
  return order;
}

function orderOf(listed: readonly string[]): KeyOrder {
  const sorted = listed.map((key, place) => ({ key, place })).sort((a, b) => (a.key < b.key ? -1 : 1));
  return {
    listed,
    places: sorted.map(({ place }) => place),
    openings: sorted.map(({ key }, i) => utf8(`${i === 0 ? "{" : ","}${quoteKey(key)}:`)),
  };
}

function quoteKey(key: string): string {
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    if (unit > 0x7f) throw new CanonicalError("key");
    if (unit === 0) throw new CanonicalError("nul");
  }
  return JSON.stringify(key);
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
