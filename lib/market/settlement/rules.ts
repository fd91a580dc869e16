/** What one line settles: the smallest of contract, generation and consumption, exactly (domain §3). */
import { type EdgeFlow, edgesOf, type PathEdge, PPM, sentThrough } from "@/lib/units/loss";

export type LimitedBy = "contract" | "generation" | "consumption";

/** All that a line's settlement depends on; quantities are whole, Wh unless the name says kWh, below 2^53. */
export interface LineInput {
  readonly contractKwh: number;
  /** From the sending to the receiving end; empty inside a province. */
  readonly path: readonly PathEdge[];
  /** On-grid less mechanism energy of the plant. */
  readonly G: number;
  /** What all contracts of the plant together would send in the month. */
  readonly C: number;
  /** What the consumption unit consumed. */
  readonly U: number;
  /** What all contracts of the unit together would land in the month. */
  readonly D: number;
}

export interface SettledLine {
  readonly quotaWh: number;
  readonly allowanceWh: number;
  readonly settledKwh: number;
  readonly limitedBy: LimitedBy;
  readonly deviationKwh: number;
  readonly sentWh: number;
  readonly landedWh: number;
  /** The flow on each channel of the path, in its order. */
  readonly edges: readonly EdgeFlow[];
}

/** G of a plant: mechanism energy is settled elsewhere and comes off first. */
export function sellableWh(onGridWh: number, mechanismWh: number): number {
  return Math.max(0, onGridWh - mechanismWh);
}

/** sent(c) of a contract: what must be generated for all of it to arrive. RangeError below 1 kWh and from 2^53 Wh on. */
export function wholeSentWh(contractKwh: number, path: readonly PathEdge[]): number {
  const sentWh = sentThrough(1000 * contractKwh, path);
  if (!Number.isSafeInteger(sentWh) || contractKwh < 1)
    throw new RangeError(`contract of ${contractKwh} kWh`);
  return sentWh;
}

/** Domain §3 for one line. It needs nothing but its input, so a phone can redo it. */
export function settleLine(input: LineInput): SettledLine {
  const { contractKwh, path } = input;
  const { quotaWh, allowanceWh } = boundsOf(input);
  const settledKwh = Math.min(
    contractKwh,
    Math.floor(allowanceWh / 1000),
    Math.floor(landedWithin(quotaWh, path) / 1000),
  );
  const landedWh = 1000 * settledKwh;
  return {
    quotaWh,
    allowanceWh,
    settledKwh,
    limitedBy: limitOf(input, quotaWh, settledKwh),
    deviationKwh: contractKwh - settledKwh,
    sentWh: sentThrough(landedWh, path),
    landedWh,
    edges: edgesOf(landedWh, path),
  };
}

/** What the line may send and may land: its proportional part where there is too little for all. */
function boundsOf({ contractKwh, path, G, C, U, D }: LineInput): { quotaWh: number; allowanceWh: number } {
  const sentWh = wholeSentWh(contractKwh, path);
  const landedWh = 1000 * contractKwh;
  return {
    quotaWh: C > G ? productOver(sentWh, G, C) : sentWh,
    allowanceWh: D > U ? productOver(landedWh, U, D) : landedWh,
  };
}

/** When both sides hold the line back, generation is named (domain §3). */
function limitOf({ contractKwh, path }: LineInput, quotaWh: number, settledKwh: number): LimitedBy {
  if (settledKwh === contractKwh) return "contract";
  return sentThrough(1000 * (settledKwh + 1), path) > quotaWh ? "generation" : "consumption";
}

/**
 * The most that can land when at most `sentWh` is sent. sent(l) = ⌈l·10⁶/kept⌉ ≤ s holds exactly when
 * l ≤ ⌊s·kept/10⁶⌋, so the largest l is found channel by channel from the sending end, without a search.
 */
function landedWithin(sentWh: number, path: readonly PathEdge[]): number {
  let wh = sentWh;
  for (const { lossPpm } of path) wh = productOver(wh, PPM - lossPpm, PPM);
  return wh;
}

/** ⌊a·b / q⌋ of integers 0 … 2^53 − 1, q above 0. */
function productOver(a: number, b: number, q: number): number {
  const product = a * b;
  // Below 2^53 the product is exact, and a rounded quotient of such numbers has the exact floor.
  if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / q);
  return Number((BigInt(a) * BigInt(b)) / BigInt(q));
}
