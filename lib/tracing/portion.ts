/**
 * ⌊a·b/q⌋ and its running form along a curve, exact, on integers held in doubles.
 *
 * The quotient is estimated in floating point, then its remainder is computed without error: a product of two
 * doubles is its rounded value plus a rounding error that is itself a double (Dekker), so a·b − v·q comes out as an
 * exact integer, and a quotient that was off by one shows itself. With b and q below 2^50 the estimate is off by one
 * at most and every intermediate stays an integer below 2^53, which is why nothing here ever rounds unnoticed.
 * 2^50 Wh is more than the whole country uses in a month; from there on BigInt does the work.
 */
import { whAt } from "@/lib/tracing/element";

const EXACT_BELOW = 2 ** 50;
const INTEGERS_BELOW = 2 ** 53;
/** Leaves room above for a quotient that is one too high, times q. */
const PLAIN_BELOW = 2 ** 52;
/** 2^27 + 1: splits a double into two halves whose products are exact (Veltkamp). */
const SPLITTER = 134_217_729;

/** ⌊a·b/q⌋ for integers 0 ≤ a ≤ q, 0 ≤ b, 0 < q, all below 2^53. */
export function mulDiv(a: number, b: number, q: number): number {
  const product = a * b;
  if (product < INTEGERS_BELOW) return Math.floor(product / q);
  if (b >= EXACT_BELOW || q >= EXACT_BELOW) return Number((BigInt(a) * BigInt(b)) / BigInt(q));
  const v = Math.floor(product / q);
  const rest = product - v * q + (productError(a, b, product) - productError(v, q, v * q));
  if (rest < 0) return v - 1;
  return rest >= q ? v + 1 : v;
}

/**
 * The part `a` of a total `q` along `curve` (Σ curve = q, 0 ≤ a ≤ q), domain §4:
 * out(t) = ⌊a·P(t+1)/q⌋ − ⌊a·P(t)/q⌋, so 0 ≤ out(t) ≤ curve(t) and Σ out = a. All zero when q = 0.
 * Integers below 2^53 in and out; a new array. RangeError when the curve shows that it does not sum to q.
 */
export function portion(a: number, q: number, curve: Float64Array): Float64Array {
  if (!(a >= 0 && a <= q && q < INTEGERS_BELOW)) throw new RangeError(`no portion ${a} of ${q}`);
  if (a === 0) return new Float64Array(curve.length);
  if (a === q) return curve.slice();
  return q < EXACT_BELOW ? carried(a, q, curve) : carriedWide(a, q, curve);
}

/**
 * a·P(t) = q·(sum so far) + rest, 0 ≤ rest < q: each step adds a·p(t) and takes out whole q's.
 * Most months fit the first branch, where a·p + rest is itself exact; the estimate by 1/q is corrected in both.
 */
function carried(a: number, q: number, curve: Float64Array): Float64Array {
  const out = new Float64Array(curve.length);
  const perQ = 1 / q;
  let rest = 0;
  for (let t = 0; t < out.length; t++) {
    const p = whAt(curve, t);
    if (p === 0) continue;
    const taken = a * p;
    const sum = taken + rest;
    let v = Math.floor(sum * perQ);
    if (sum < PLAIN_BELOW) {
      rest = sum - v * q;
    } else {
      rest = taken - v * q + (productError(a, p, taken) - productError(v, q, v * q)) + rest;
    }
    if (rest < 0) {
      v--;
      rest += q;
    } else if (rest >= q) {
      v++;
      rest -= q;
    }
    out[t] = v;
  }
  if (rest !== 0) throw new RangeError(`the curve does not sum to ${q}`);
  return out;
}

function carriedWide(a: number, q: number, curve: Float64Array): Float64Array {
  const out = new Float64Array(curve.length);
  const total = BigInt(q);
  let rest = 0n;
  for (let t = 0; t < out.length; t++) {
    const sum = BigInt(a) * BigInt(whAt(curve, t)) + rest;
    out[t] = Number(sum / total);
    rest = sum % total;
  }
  if (rest !== 0n) throw new RangeError(`the curve does not sum to ${q}`);
  return out;
}

/** a·b − product, exactly, where product is the rounded a·b. */
function productError(a: number, b: number, product: number): number {
  const aHigh = highHalf(a);
  const aLow = a - aHigh;
  const bHigh = highHalf(b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function highHalf(value: number): number {
  const spread = SPLITTER * value;
  return spread - (spread - value);
}
