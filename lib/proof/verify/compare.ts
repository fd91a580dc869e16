import { toHex } from "@/lib/crypto/bytes";
import { type Bundle, parseBundle } from "./bundle";
import { Evidence } from "./evidence";
import { readLine } from "./lines";
import { need } from "./mismatch";
import { readPath } from "./path";
import { readSegment } from "./segments";

/** A stretch of one interval's generation that a bundle claims for one of its lines. */
interface Claim {
  /** Plant and production interval of which month. */
  readonly where: string;
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
 * Says nothing about either bundle alone: verify each first.
 */
export function compareOffsets(one: Uint8Array | string, other: Uint8Array | string): Comparison {
  const parsed = [parseBundle(one), parseBundle(other)];
  try {
    const [mine = [], theirs = []] = parsed.map((bundle) => {
      if (!bundle.ok) throw new RangeError(bundle.reason);
      return claimsOf(bundle.bundle);
    });
    return {
      ok: true,
      overlaps: mine.flatMap((claim) => theirs.flatMap((against) => overlapOf(claim, against))),
    };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : "unreadable" };
  }
}

function overlapOf(claim: Claim, against: Claim): Overlap[] {
  if (claim.where !== against.where || claim.trace === against.trace) return [];
  const wh = Math.min(claim.to, against.to) - Math.max(claim.from, against.from);
  if (wh <= 0) return [];
  const [month = "", plant = "", interval = "0"] = claim.where.split("/");
  return [{ month, plant, interval: Number(interval), wh }];
}

function claimsOf(bundle: Bundle): Claim[] {
  const evidence = new Evidence(bundle);
  const lines = bundle.lines.map((line) => readLine(evidence, line));
  const month = String(evidence.certificate().payload.month);
  const whereOf = (line: number, interval: number): string =>
    `${month}/${need(lines[line]?.plant, "the plant is withheld")}/${interval}`;
  const traceOf = (line: number): string => toHex(need(lines[line]?.traceHash, "line"));
  const claims: Claim[] = [];
  if (bundle.kwh) {
    const standing = { standing: "unknown", age: "none" } as const;
    const path = readPath({ bundle, evidence, lines, trust: {}, now: 0, standing });
    for (const { productionInterval, offset, sentWh } of path.pieces) {
      const where = whereOf(path.line, productionInterval);
      claims.push({ where, from: offset, to: offset + sentWh, trace: traceOf(path.line) });
    }
  }
  for (const range of bundle.month?.ranges ?? []) {
    let before = 0;
    for (const segment of range.segments.map(readSegment)) {
      const where = whereOf(range.line, segment.production);
      const to = segment.offset + segment.sentEnd - before;
      claims.push({ where, from: segment.offset, to, trace: traceOf(range.line) });
      before = segment.sentEnd;
    }
  }
  return claims;
}
