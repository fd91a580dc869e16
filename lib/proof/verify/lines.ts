import type { Json } from "@/lib/crypto/canonical";
import {
  type PathChannel,
  parseLineLeaf,
  parseTraceLeaf,
  sealedLeafHash,
} from "@/lib/market/settlement/line-leaf";
import type { LimitedBy } from "@/lib/market/settlement/rules";
import type { BundleLine } from "./bundle";
import {
  type Evidence,
  fields,
  hash,
  lineOpened,
  list,
  openedOf,
  quantity,
  type ReadEntry,
  text,
} from "./evidence";
import { insist, need } from "./mismatch";

/** A line of the certificate as far as this viewer may see it; what is absent is withheld. */
export interface ReadLine {
  readonly source: BundleLine;
  readonly leafHash: Uint8Array;
  readonly traceHash: Uint8Array;
  /** The line leaf's hash as the trace leaf names it. */
  readonly tracedLine: Uint8Array;
  readonly traceRoot: Uint8Array;
  readonly settle: ReadEntry;
  readonly trace: ReadEntry;
  readonly contract?: string;
  readonly plant?: string;
  readonly unit?: string;
  readonly contractKwh?: number;
  readonly settledKwh?: number;
  readonly limitedBy?: LimitedBy;
  readonly U?: number;
  readonly D?: number;
  readonly allowanceWh?: number;
  readonly sentWh?: number;
  readonly landedWh?: number;
  readonly path?: readonly PathChannel[];
  readonly coincidentWh?: number;
}

function optional<T>(value: Json | undefined, read: (value: Json, what: string) => T, what: string) {
  return value === undefined ? undefined : read(value, what);
}

function limitedBy(value: Json): LimitedBy {
  if (value === "contract" || value === "generation" || value === "consumption") return value;
  return need<LimitedBy>(undefined, "limitedBy is none of the three");
}

function path(value: Json): PathChannel[] {
  return list(value, "path").map((one) => {
    const edge = fields(one, "path");
    return { channel: text(edge.channel, "channel"), lossPpm: quantity(edge.lossPpm, "lossPpm") };
  });
}

/** Reads one line: leaves parsed, openings checked against their commitments. */
export function readLine(evidence: Evidence, source: BundleLine): ReadLine {
  const leaf = need(parseLineLeaf(source.leaf), "a line leaf of another shape");
  const traced = need(parseTraceLeaf(source.traceLeaf), "a trace leaf of another shape");
  const opened = (field: string): Json | undefined => lineOpened(evidence, source, leaf, field);
  const strange = Object.keys(source.openings).find((field) => !Object.hasOwn(leaf, field));
  insist(strange === undefined, "opening", `${strange} is no field of a line`);
  const other = Object.keys(source.traceOpenings).find((field) => field !== "coincidentWh");
  insist(other === undefined, "opening", `${other} is no sealed field of a trace`);
  const market = evidence.bundle.market;
  const coincident = openedOf(
    market,
    "settlement.trace",
    "coincidentWh",
    traced.coincidentWh,
    source.traceOpenings,
  );
  return {
    source,
    leafHash: sealedLeafHash(source.leaf),
    traceHash: sealedLeafHash(source.traceLeaf),
    tracedLine: hash(traced.line, "the traced line"),
    traceRoot: hash(traced.traceRoot, "traceRoot"),
    settle: evidence.entry(source.settle, "settlement.settle"),
    trace: evidence.entry(source.trace, "settlement.trace"),
    contract: optional(opened("contract"), text, "contract"),
    plant: optional(opened("plant"), text, "plant"),
    unit: optional(opened("unit"), text, "unit"),
    contractKwh: optional(opened("contractKwh"), quantity, "contractKwh"),
    settledKwh: optional(opened("settledKwh"), quantity, "settledKwh"),
    limitedBy: optional(opened("limitedBy"), limitedBy, "limitedBy"),
    U: optional(opened("U"), quantity, "U"),
    D: optional(opened("D"), quantity, "D"),
    allowanceWh: optional(opened("allowanceWh"), quantity, "allowanceWh"),
    sentWh: optional(opened("sentWh"), quantity, "sentWh"),
    landedWh: optional(opened("landedWh"), quantity, "landedWh"),
    path: optional(opened("path"), path, "path"),
    coincidentWh: optional(coincident, quantity, "coincidentWh"),
  };
}

/** Where each line begins on the certificate's axis, kWh; undefined from the first withheld line on. */
export function lineStarts(lines: readonly ReadLine[]): (number | undefined)[] {
  let at: number | undefined = 0;
  return lines.map((line) => {
    const start = at;
    at = at === undefined || line.settledKwh === undefined ? undefined : at + line.settledKwh;
    return start;
  });
}
