/** Line leaves and trace leaves: what the log keeps of a settled line, every value sealed (protocol §4). */
import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalText, type Json } from "@/lib/crypto/canonical";
import { commit, derivedSalt } from "@/lib/crypto/commitment";
import { leafHash } from "@/lib/crypto/merkle/tree";
import type { LimitedBy } from "@/lib/market/settlement/rules";

export const LINE_TYPE = "settlement.settle";
export const TRACE_TYPE = "settlement.trace";

/** A channel of a line's path with the loss in force for the month. */
export interface PathChannel {
  /** Trace code. */
  readonly channel: string;
  readonly lossPpm: number;
}

/** The twelve values of a line leaf. Objects by trace code, the path from the sending to the receiving end. */
export interface LineValues {
  readonly contract: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly limitedBy: LimitedBy;
  readonly U: number;
  readonly D: number;
  readonly allowanceWh: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly path: readonly PathChannel[];
}

export const LINE_FIELDS = [
  "contract",
  "plant",
  "unit",
  "contractKwh",
  "settledKwh",
  "limitedBy",
  "U",
  "D",
  "allowanceWh",
  "sentWh",
  "landedWh",
  "path",
] as const;

const LINE_LEAF = leafPattern(LINE_FIELDS);
const TRACE_LEAF = leafPattern(["line", "traceRoot", "coincidentWh"]);

/** Salt in hex, and the value it seals. */
export type LeafOpening = readonly [salt: string, value: Json];

export interface SealedLeaf {
  /** The leaf's very JSON text. */
  readonly text: string;
  /** H(0x00 ‖ text), 32 bytes. */
  readonly hash: Uint8Array;
}

/** Where a leaf's salts come from: the market's origin, the month, and the 32-byte secret of the contract. */
export interface LeafSource {
  readonly market: string;
  readonly month: string;
  readonly contractSecret: Uint8Array;
}

/** The line leaf: JCS of `{field: commitment}`. RangeError where a field is missing or there is one too many. */
export function lineLeaf(values: LineValues, source: LeafSource): SealedLeaf {
  const fields: Record<string, string> = {};
  for (const [field, opening] of Object.entries(lineOpenings(values, source))) {
    fields[field] = sealed(source, LINE_TYPE, field, opening);
  }
  return hashed(canonicalText(fields));
}

/** Salt and value of every field of the line leaf: what a bundle discloses, field by field. */
export function lineOpenings(values: LineValues, source: LeafSource): Record<string, LeafOpening> {
  const json = lineJson(values);
  const openings: Record<string, LeafOpening> = {};
  for (const field of LINE_FIELDS) {
    const value = json[field];
    if (value === undefined) throw new RangeError(`line without ${field}`);
    openings[field] = [toHex(derivedSalt({ ...source, field, value })), value];
  }
  if (Object.keys(json).length !== LINE_FIELDS.length) throw new RangeError("line with a field too many");
  return openings;
}

/** The trace leaf of a line: `{line, traceRoot, coincidentWh: commitment}`, hashes of 32 bytes. */
export function traceLeaf(
  trace: { readonly lineHash: Uint8Array; readonly traceRoot: Uint8Array; readonly coincidentWh: number },
  source: LeafSource,
): SealedLeaf {
  const opening = coincidentOpening(trace.coincidentWh, source);
  return hashed(
    canonicalText({
      line: toHex(trace.lineHash),
      traceRoot: toHex(trace.traceRoot),
      coincidentWh: sealed(source, TRACE_TYPE, "coincidentWh", opening),
    }),
  );
}

/** Salt and value of the one sealed field of a trace leaf. */
export function coincidentOpening(coincidentWh: number, source: LeafSource): LeafOpening {
  return [toHex(derivedSalt({ ...source, field: "coincidentWh", value: coincidentWh })), coincidentWh];
}

/** The leaf hash of a line or trace leaf that was received as text. */
export function sealedLeafHash(text: string): Uint8Array {
  return leafHash(utf8(text));
}

/** Commitments of an untrusted line leaf, or undefined unless it is the canonical text of exactly its fields. */
export function parseLineLeaf(text: string): Readonly<Record<string, string>> | undefined {
  return LINE_LEAF.exec(text)?.groups;
}

/** `line`, `traceRoot` (hashes) and `coincidentWh` (commitment) of an untrusted trace leaf, or undefined. */
export function parseTraceLeaf(text: string): Readonly<Record<string, string>> | undefined {
  return TRACE_LEAF.exec(text)?.groups;
}

function leafPattern(fields: readonly string[]): RegExp {
  const inOrder = [...fields].sort((a, b) => (a < b ? -1 : 1));
  return new RegExp(`^\\{${inOrder.map((field) => `"${field}":"(?<${field}>[0-9a-f]{64})"`).join(",")}\\}$`);
}

function hashed(text: string): SealedLeaf {
  return { text, hash: sealedLeafHash(text) };
}

function lineJson(values: LineValues): Readonly<Record<string, Json | undefined>> {
  // The values may have come from JSON of elsewhere: only what stands in a path's records is taken over.
  const path: Json | undefined = values.path?.map(({ channel, lossPpm }) => ({ channel, lossPpm }));
  const { path: _, ...rest } = values;
  return path === undefined ? rest : { ...rest, path };
}

function sealed(source: LeafSource, type: string, field: string, [salt, value]: LeafOpening): string {
  return toHex(commit({ market: source.market, type, field, value, salt: fromHex(salt) }));
}
