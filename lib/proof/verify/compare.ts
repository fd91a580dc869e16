import { toHex } from "@/lib/crypto/bytes";
import { parseBundle } from "./bundle";
import type { State } from "./checks";
import { Evidence } from "./evidence";
import { readLine } from "./lines";
import { need } from "./mismatch";
import { readPath } from "./path";
import { readSegment } from "./segments";

/** A stretch of one interval's generation that a bundle claims for one of its lines; Wh, `to` excluded. */
interface Claim {
  readonly from: number;
  readonly to: number;
  /** The trace leaf it belongs to: equal leaves are one claim, shown twice. */
  readonly trace: string;
}

export interface Overlap {
  readonly plant: string;
  readonly month: string;
  readonly interval: number;
  /** Wh of generation that both bundles claim. */
  readonly wh: number;
}

export type Comparison =
  | { readonly ok: true; readonly overlaps: readonly Overlap[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Two bundles whose places in a plant's generation overlap are by themselves the proof of a fraud (protocol §4).
 * Says nothing about either bundle alone: verify each first. Bundles of another market, month or version of the month
 * never overlap.
 */
export function compareOffsets(one: Uint8Array | string, other: Uint8Array | string): Comparison {
  try {
    const [mine, theirs] = [claimsOf(one), claimsOf(other)];
    return { ok: true, overlaps: [...mine].flatMap(([where, claims]) => overlapsOf(where, claims, theirs)) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "unreadable" };
  }
}

type Claims = Map<string, Claim[]>;

/** Both lists swept together from the lowest place up: a month has tens of thousands of claims. */
function overlapsOf(where: string, mine: Claim[], others: Claims): Overlap[] {
  const theirs = inOrder(others.get(where) ?? []);
  const overlaps: Overlap[] = [];
  let next = 0;
  for (const claim of inOrder(mine)) {
    while (next < theirs.length && (theirs[next]?.to ?? 0) <= claim.from) next++;
    for (let at = next; at < theirs.length; at++) {
      const against = theirs[at];
      if (!against || against.from >= claim.to) break;
      const wh = Math.min(claim.to, against.to) - Math.max(claim.from, against.from);
      if (wh > 0 && claim.trace !== against.trace) overlaps.push({ ...placeOf(where), wh });
    }
  }
  return overlaps;
}

function inOrder(claims: Claim[]): Claim[] {
  return claims.sort((a, b) => a.from - b.from || a.to - b.to);
}

function placeOf(where: string): Omit<Overlap, "wh"> {
  const [interval = "0", plant = "", month = ""] = where.split("/");
  return { month, plant, interval: Number(interval) };
}

function claimsOf(input: Uint8Array | string): Claims {
  const state = readState(input);
  const { bundle, evidence, lines } = state;
  const { month, version } = evidence.certificate().payload;
  const claims: Claims = new Map();
  const add = (line: number, interval: number, from: number, to: number): void => {
    const plant = need(lines[line]?.plant, "the plant is withheld");
    const where = `${interval}/${plant}/${String(month)}/${String(version)}/${bundle.market}`;
    const known = claims.get(where);
    const claim = { from, to, trace: toHex(need(lines[line]?.traceHash, "line")) };
    if (known) known.push(claim);
    else claims.set(where, [claim]);
  };
  if (bundle.kwh) {
    const { line, pieces } = readPath(state);
    for (const { productionInterval, offset, sentWh } of pieces) {
      add(line, productionInterval, offset, offset + sentWh);
    }
  }
  for (const range of bundle.month?.ranges ?? []) {
    let before = 0;
    for (const segment of range.segments.map(readSegment)) {
      add(range.line, segment.production, segment.offset, segment.offset + segment.sentEnd - before);
      before = segment.sentEnd;
    }
  }
  return claims;
}

function readState(input: Uint8Array | string): State {
  const parsed = parseBundle(input);
  if (!parsed.ok) throw new RangeError(parsed.reason);
  const { bundle } = parsed;
  const evidence = new Evidence(bundle);
  const lines = bundle.lines.map((line) => readLine(evidence, line));
  const standing = { standing: "unknown", age: "none" } as const;
  return { bundle, evidence, lines, trust: {}, now: 0, standing, cache: new Map() };
}
