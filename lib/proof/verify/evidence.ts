import { equalBytes, fromHex, utf8 } from "@/lib/crypto/bytes";
import { type Json, parseJson } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import { leafHash } from "@/lib/crypto/merkle/tree";
import type { Bundle, BundleEntry, BundleLine, Openings } from "./bundle";
import { insist, need } from "./mismatch";

export type Fields = Readonly<Record<string, Json>>;

/** An entry of the bundle, read once. Nothing in it is believed before `inclusion` has passed. */
export interface ReadEntry {
  readonly index: number;
  readonly text: string;
  readonly hash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly type: string;
  readonly time: number;
  readonly command: Fields;
  readonly payload: Fields;
  readonly sealed: Fields;
  readonly result: Fields;
  readonly signers: readonly string[];
  readonly signatures: readonly { readonly keyId: string; readonly alg: string; readonly sig: string }[];
  readonly openings: Openings;
}

/** The value as an object, else the check fails as `unreadable`; `what` names it in the reason. */
export function fields(value: Json | undefined, what: string): Fields {
  const plain = typeof value === "object" && value !== null && !Array.isArray(value);
  insist(plain, "unreadable", `${what} is no object`);
  return value as Fields;
}

/** The value as a list, else `unreadable`. */
export function list(value: Json | undefined, what: string): readonly Json[] {
  insist(Array.isArray(value), "unreadable", `${what} is no list`);
  return value as readonly Json[];
}

/** The value as text, else `unreadable`. */
export function text(value: Json | undefined, what: string): string {
  insist(typeof value === "string", "unreadable", `${what} is no text`);
  return value;
}

/** A quantity: an integer from 0 to 2^53 − 1. */
export function quantity(value: Json | undefined, what: string): number {
  insist(
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
    "unreadable",
    `${what} is no quantity`,
  );
  return value;
}

/** The 32 bytes of 64 hex digits, else `unreadable`. */
export function hash(value: Json | undefined, what: string): Uint8Array {
  const digits = text(value, what);
  insist(/^[0-9a-f]{64}$/.test(digits), "unreadable", `${what} is no hash`);
  return fromHex(digits);
}

/**
 * An entry of the bundle, read from its canonical bytes; what is not canonical JSON of version 1 is
 * `unreadable`.
 */
export function readEntry(entry: BundleEntry): ReadEntry {
  const what = `entry ${entry.index}`;
  const bytes = utf8(entry.entry);
  const parsed = parseJson(bytes);
  insist(parsed.ok, "unreadable", `${what} is not canonical JSON`);
  const top = fields(parsed.value, what);
  insist(top.v === 1, "unreadable", `${what} is of another version`);
  const command = fields(top.command, `${what}: command`);
  const type = text(top.type, `${what}: type`);
  insist(command.type === type, "unreadable", `${what} names two types`);
  return {
    index: entry.index,
    text: entry.entry,
    hash: leafHash(bytes),
    proof: entry.proof.map(fromHex),
    type,
    time: quantity(top.time, `${what}: time`),
    command,
    payload: fields(command.payload, `${what}: payload`),
    sealed: fields(command.sealed, `${what}: sealed`),
    result: fields(top.result, `${what}: result`),
    signers: list(command.signers, `${what}: signers`).map((one) => text(one, "signer")),
    signatures: list(top.signatures, `${what}: signatures`).map((one) =>
      readSignature(fields(one, "signature")),
    ),
    openings: entry.openings,
  };
}

function readSignature(one: Fields) {
  return { keyId: text(one.keyId, "keyId"), alg: text(one.alg, "alg"), sig: text(one.sig, "sig") };
}

/** All of a bundle's entries by index, and what is opened of them. */
export class Evidence {
  readonly entries = new Map<number, ReadEntry>();
  private readonly records = new Map<string, FoundRecord>();

  constructor(readonly bundle: Bundle) {
    for (const entry of bundle.entries) {
      insist(!this.entries.has(entry.index), "unreadable", `entry ${entry.index} stands twice`);
      this.entries.set(entry.index, readEntry(entry));
    }
    for (const entry of this.entries.values()) this.index(entry);
  }

  /** Batch commands name their records by `code`, contracts by `contract`; a code is given out once. */
  private index(entry: ReadEntry): void {
    const { records } = entry.payload;
    if (records === undefined) return;
    for (const [at, one] of list(records, "records").entries()) {
      const record = fields(one, "record");
      const code = text(record.code ?? record.contract, "code");
      insist(!this.records.has(code), "altered", "a code is given out twice", { code });
      this.records.set(code, { entry, record, at });
    }
  }

  /** The record that registers or records `code`, in an entry of `type`; undefined where it is not shown. */
  find(type: string, code: string): FoundRecord | undefined {
    const found = this.records.get(code);
    return found?.entry.type === type ? found : undefined;
  }

  record(type: string, code: string): FoundRecord {
    return need(this.find(type, code), `${type} of ${code} is not in the bundle`);
  }

  entry(index: number, type: string): ReadEntry {
    const entry = need(this.entries.get(index), `entry ${index} is not in the bundle`);
    insist(entry.type === type, "altered", `entry ${index} is ${entry.type}, not ${type}`, { entry: index });
    return entry;
  }

  certificate(): ReadEntry {
    return this.entry(this.bundle.certificate, "certificate.issue");
  }

  ofType(type: string): ReadEntry[] {
    return [...this.entries.values()].filter((entry) => entry.type === type);
  }

  /** The opened value of a sealed field, checked against its commitment; undefined where it is withheld. */
  opened(entry: ReadEntry, field: string): Json | undefined {
    const commitment = entry.sealed[field];
    return openedOf(this.bundle.market, entry.type, field, commitment, entry.openings);
  }
}

/** `commitment` opened: the value, undefined where no opening is given, a failed check where it does not open it. */
export function openedOf(
  market: string,
  type: string,
  field: string,
  commitment: Json | undefined,
  openings: Openings,
): Json | undefined {
  const given = openings[field];
  if (given === undefined) return undefined;
  const [salt, value] = given as readonly [string, Json];
  const expected = hash(commitment, `the commitment of ${field}`);
  const opened = commit({ market, type, field, value, salt: fromHex(salt) });
  insist(equalBytes(opened, expected), "opening", `${field} does not open what was sealed`, { field });
  return value;
}

/** Every opening given, of entries and of lines, opens what was sealed: also those that nothing else looks at. */
export function insistOpenings(evidence: Evidence): void {
  for (const entry of evidence.entries.values()) {
    for (const field of Object.keys(entry.openings)) evidence.opened(entry, field);
  }
}

/** What must have been in the log before another entry could rest on it. */
export function insistBefore(earlier: ReadEntry, later: ReadEntry): void {
  const detail = { entry: later.index };
  const reason = `entry ${later.index} rests on entry ${earlier.index}, which is not before it`;
  insist(earlier.index < later.index, "altered", reason, detail);
}

/** Fields of a record of a batch command, public or opened. */
export interface FoundRecord {
  readonly entry: ReadEntry;
  readonly record: Fields;
  readonly at: number;
}

/**
 * The value behind a commitment of a settled line; undefined where the bundle does not open it, a failed
 * check where it opens to something else.
 */
export function lineOpened(
  evidence: Evidence,
  line: BundleLine,
  leaf: Fields,
  field: string,
): Json | undefined {
  return openedOf(evidence.bundle.market, "settlement.settle", field, leaf[field], line.openings);
}
