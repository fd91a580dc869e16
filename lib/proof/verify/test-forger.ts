import { concat, fromHex, toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, canonicalText, type Json } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import { rangeProof } from "@/lib/crypto/merkle/range";
import { sumTree } from "@/lib/crypto/merkle/sum-tree";
import { inclusionProof, leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { formatCheckpoint } from "@/lib/crypto/note/checkpoint";
import { cosignCheckpoint, signCheckpoint } from "@/lib/crypto/note/cosignature";
import { formatNote } from "@/lib/crypto/note/note";
import { sha256 } from "@/lib/crypto/sha256";
import { sign } from "@/lib/crypto/signatures";
import type { Command } from "@/lib/market/command";
import { signedBytes } from "@/lib/market/command";
import { cosignName } from "@/lib/market/members/checkpoint";
import { keyStatusText, signStatus, statusText } from "@/lib/market/members/status";
import { batchLeafHash, curveRoot, readingLeafHashes, readingMask } from "@/lib/market/metering/blob";
import { sealedLeafHash } from "@/lib/market/settlement/line-leaf";
import { byLineHash, certLineHash } from "@/lib/market/settlement/roots";
import { segmentLeafHash } from "@/lib/market/settlement/segment-leaf";
import type { TestKey } from "@/lib/market/test-author";
import type { TestMember } from "@/lib/market/test-genesis";
import type { Bundle, BundleDay } from "./bundle";

/**
 * For tests: a malicious consortium. It takes a true bundle of a whole month with one kWh, lets a test change what it
 * says, and makes everything above consistent again: commitments, leaves, roots, signatures, log, cosignatures and
 * attestations. Only what the verifier works out for itself can still give it away.
 */

type Fields = Record<string, Json>;

/** An entry as it may be rewritten. */
export interface ForgedEntry {
  index: number;
  time: number;
  type: string;
  payload: Fields;
  result: Fields;
  market: string;
  signers: string[];
  sealed: Record<string, string>;
  /** Of sealed fields: value by name; the commitments follow. */
  openings: Record<string, [string, Json]>;
  v: number;
  /** Its signatures are over something else. */
  missigned?: boolean;
}

export interface ForgedLine {
  values: Fields;
  coincidentWh: number;
  settle: number;
  trace: number;
  /** 24 bytes each, hex. */
  segments: string[];
  /** Where the sum tree is to say something else than the line. */
  sumWh?: number;
}

export interface Secrets {
  readonly members: readonly TestMember[];
  readonly keys: readonly TestKey[];
}

export class Forger {
  readonly bundle: Bundle;
  readonly entries: ForgedEntry[];
  readonly lines: ForgedLine[];
  /** Whole days of meters, by which the readings are made. */
  readonly days: BundleDay[];
  status: "valid" | "superseded" | "revoked" | "disputed" = "valid";
  version: number;
  size: number;
  time: number;
  /** Members that sign; all unless a test says who. */
  signing: readonly TestMember[];

  constructor(
    truth: Bundle,
    public secrets: Secrets,
    time: number,
  ) {
    this.bundle = structuredClone(truth);
    this.entries = this.bundle.entries.map(readEntry);
    const ranges = new Map((this.bundle.month?.ranges ?? []).map((range) => [range.line, range.segments]));
    this.lines = this.bundle.lines.map((line, at) => ({
      values: Object.fromEntries(
        Object.entries(line.openings).map(([field, [, value]]) => [field, value as Json]),
      ),
      coincidentWh: Number(line.traceOpenings.coincidentWh?.[1]),
      settle: line.settle,
      trace: line.trace,
      segments: [...(ranges.get(at) ?? [])],
    }));
    this.days = this.bundle.month?.days ?? [];
    this.version = Number(this.entry("certificate.issue").payload.version);
    this.size = Number(this.bundle.checkpoint.split("\n")[1]);
    this.time = time;
    this.signing = secrets.members;
  }

  /** The first entry of a type, or the one at an index. */
  entry(of: string | number): ForgedEntry {
    const found = this.entries.find(({ type, index }) => type === of || index === of);
    if (!found) throw new Error(`no entry ${of}`);
    return found;
  }

  line(at: number): ForgedLine {
    const line = this.lines[at];
    if (!line) throw new Error(`no line ${at}`);
    return line;
  }

  /** The record of a code, in whatever entry registers it. */
  record(code: Json | undefined): Fields {
    for (const { payload } of this.entries) {
      const records = Array.isArray(payload.records) ? (payload.records as Fields[]) : [];
      const found = records.find((record) => record.code === code || record.contract === code);
      if (found) return found;
    }
    throw new Error(`no record of ${String(code)}`);
  }

  /** The bundle with everything above what was changed made again. */
  async sealed(): Promise<Bundle> {
    this.sealReadings();
    this.sealLines();
    this.sealInputs();
    await this.sealLog();
    return this.bundle;
  }

  private sealReadings(): void {
    const { kwh } = this.bundle;
    for (const anchor of new Set(this.days.map((day) => day.anchor))) {
      const { payload } = this.entry(anchor);
      const ordered = this.days
        .filter((day) => day.anchor === anchor)
        .sort((a, b) => (a.meter < b.meter ? -1 : 1));
      const leaves = ordered.map((day) =>
        batchLeafHash(day.meter, Number(payload.day), curveRoot(curveOf(day))),
      );
      Object.assign(payload, { root: toHex(rootOf(leaves)), count: leaves.length });
      for (const [index, day] of ordered.entries()) {
        Object.assign(day, { index, size: leaves.length, proof: inclusionProof(leaves, index).map(toHex) });
      }
    }
    for (const reading of kwh?.readings ?? []) {
      const day = this.days.find((one) => one.anchor === reading.anchor && one.meter === reading.meter);
      if (!day) continue;
      const { index, size, proof } = day;
      const curve = inclusionProof(readingLeafHashes(curveOf(day)), reading.interval).map(toHex);
      const mask = toHex(readingMask(fromHex(day.secret), reading.interval));
      Object.assign(reading, { index, size, proof, curve, mask, wh: day.wh[reading.interval] });
    }
  }

  private sealLines(): void {
    const { bundle, lines } = this;
    const sealed = lines.map((line, at) => this.sealLine(line, at));
    for (const settle of new Set(lines.map((line) => line.settle))) {
      const own = sealed.filter(({ forged }) => forged.settle === settle);
      const ordered = byLineHash(own, ({ lineHash }) => lineHash);
      const lineHashes = ordered.map(({ lineHash }) => lineHash);
      const traceHashes = ordered.map(({ traceHash }) => traceHash);
      const sums = sumTree(ordered.map(({ lineHash, sentWh }) => ({ hash: lineHash, sum: sentWh })));
      const count = ordered.length;
      Object.assign(this.entry(settle).result, {
        linesRoot: toHex(rootOf(lineHashes)),
        sumRoot: toHex(sums.root),
        sentWh: sums.sum,
        count,
      });
      Object.assign(this.entry(own[0]?.forged.trace ?? 0).result, {
        tracesRoot: toHex(rootOf(traceHashes)),
        count,
      });
      for (const [index, { source }] of ordered.entries()) {
        source.lines = { index, size: count, proof: inclusionProof(lineHashes, index).map(toHex) };
        source.traces = { index, size: count, proof: inclusionProof(traceHashes, index).map(toHex) };
        const proof = sums.proof(index).map(([hash, sum]): [string, number] => [toHex(hash), sum]);
        source.sum = { index, size: count, proof };
      }
    }
    const certified = sealed.map(certLineHash);
    const { payload } = this.entry("certificate.issue");
    Object.assign(payload, { certLinesRoot: toHex(rootOf(certified)), count: certified.length });
    for (const [index, { source }] of sealed.entries()) {
      source.certificate = {
        index,
        size: certified.length,
        proof: inclusionProof(certified, index).map(toHex),
      };
    }
    bundle.lines = sealed.map(({ source }) => source);
  }

  private sealLine(forged: ForgedLine, at: number) {
    const source = this.bundle.lines[at] ?? structuredClone(need(this.bundle.lines[0]));
    const { market } = this.bundle;
    const fields: Record<string, string> = {};
    for (const [field, value] of Object.entries(forged.values)) {
      const salt = saltOf(`${at}/${field}`);
      source.openings[field] = [toHex(salt), value];
      fields[field] = toHex(commit({ market, type: "settlement.settle", field, value, salt }));
    }
    source.leaf = canonicalText(fields);
    source.settle = forged.settle;
    source.trace = forged.trace;
    const lineHash = sealedLeafHash(source.leaf);
    const salt = saltOf(`${at}/coincidentWh`);
    const value = forged.coincidentWh;
    const coincidentWh = commit({ market, type: "settlement.trace", field: "coincidentWh", value, salt });
    source.traceOpenings = { coincidentWh: [toHex(salt), value] };
    source.traceLeaf = canonicalText({
      line: toHex(lineHash),
      traceRoot: toHex(this.sealSegments(forged, at)),
      coincidentWh: toHex(coincidentWh),
    });
    const sentWh = forged.sumWh ?? Number(forged.values.sentWh);
    return { forged, source, lineHash, sentWh, traceHash: sealedLeafHash(source.traceLeaf) };
  }

  /** Every range of the line over its segments as they are now. */
  private sealSegments({ segments }: ForgedLine, at: number): Uint8Array {
    const masks = segments.map((_, index) => saltOf(`mask/${at}/${index}`).subarray(0, 16));
    const leaves = segments.map((segment, index) => segmentLeafHash(need(masks[index]), fromHex(segment)));
    const { kwh, month } = this.bundle;
    for (const range of [...(kwh ? [kwh.range] : []), ...(month?.ranges ?? [])]) {
      if (range.line !== at) continue;
      const to = Math.min(range.from + range.segments.length, segments.length);
      const count = range === kwh?.range ? to : segments.length;
      Object.assign(range, {
        size: segments.length,
        segments: segments.slice(range.from, count),
        masks: masks.slice(range.from, count).map(toHex),
        proof: rangeProof(leaves, range.from, count).map(toHex),
      });
    }
    return rootOf(leaves);
  }

  private sealInputs(): void {
    const { inputs } = this.bundle;
    const leaves = inputs.map(({ leaf }) => leafHash(new TextEncoder().encode(leaf)));
    this.entry("settlement.freeze").result.inputRoot = toHex(rootOf(leaves));
    for (const [index, input] of inputs.entries()) {
      const proof = inclusionProof(leaves, index).map(toHex);
      Object.assign(input, { index, size: leaves.length, proof });
    }
  }

  /** Bends the numbers a plant's month was frozen with: on-grid, mechanism, G, C. */
  freeze(plant: Json | undefined, change: (numbers: [number, number, number, number]) => void): void {
    for (const input of this.bundle.inputs) {
      const [kind, code, a, b, c, d, meters] = JSON.parse(input.leaf) as [
        Json,
        Json,
        number,
        number,
        number,
        number,
        Json,
      ];
      if (code !== plant) continue;
      const numbers: [number, number, number, number] = [a, b, c, d];
      change(numbers);
      input.leaf = canonicalText([kind, code, ...numbers, meters]);
    }
  }

  private async sealLog(): Promise<void> {
    const { bundle, size } = this;
    const leaves = Array.from({ length: size }, (_, index) => saltOf(`filler/${index}`));
    bundle.entries = [];
    for (const entry of this.entries) {
      const text = await this.sealEntry(entry);
      leaves[entry.index] = leafHash(canonicalBytes(JSON.parse(text) as Json));
      bundle.entries.push({ index: entry.index, entry: text, proof: [], openings: entry.openings });
    }
    for (const entry of bundle.entries) entry.proof = inclusionProof(leaves, entry.index).map(toHex);
    await this.sealNotes(rootOf(leaves));
  }

  private async sealEntry(entry: ForgedEntry): Promise<string> {
    const { market, type } = entry;
    for (const [field, [salt, value]] of Object.entries(entry.openings)) {
      entry.sealed[field] = toHex(commit({ market, type, field, value, salt: fromHex(salt) }));
    }
    const { signers, payload, sealed, v } = entry;
    const nonce = toHex(saltOf(`nonce/${entry.index}`).subarray(0, 16));
    const command: Command = { v: 1, market, type, signers, nonce, notAfter: entry.time, payload, sealed };
    const known = this.allKeys();
    const message = signedBytes(entry.missigned ? { ...command, notAfter: 0 } : command);
    const signatures = await Promise.all(
      signers.map(async (keyId) => {
        const key = known.find((one) => one.keyId === keyId);
        // A sealed signer: nobody outside the members sees more than commitments.
        if (!key) return { keyId, alg: "p256", sig: toHex(saltOf(keyId)) };
        return { keyId, alg: key.alg, sig: toHex(await sign(key.alg, key.privateKey, message)) };
      }),
    );
    return canonicalText({
      ...{ v, rules: "1", type, time: entry.time, signatures, result: entry.result },
      command: { ...command, signers: [...signers] },
    });
  }

  private allKeys(): TestKey[] {
    const { members, keys } = this.secrets;
    return [...keys, ...members.map(({ cosign }) => cosign)];
  }

  /** Checkpoint and attestations over the forged tree. */
  private async sealNotes(root: Uint8Array): Promise<void> {
    const { bundle, size, time } = this;
    const origin = bundle.market;
    const checkpoint = { origin, size, root };
    const lines = this.signing.flatMap(({ name, log, cosign }) => [
      signCheckpoint(checkpoint, noteSigner("", log)),
      cosignCheckpoint(checkpoint, noteSigner(cosignName(name), cosign), time),
    ]);
    bundle.checkpoint = formatNote(formatCheckpoint(checkpoint), await Promise.all(lines));
    const at = { origin, size, root, time };
    const { code, certificate } = bundle;
    const said = { code, version: this.version, status: this.status, index: certificate };
    bundle.attestations.status = await this.say(statusText({ ...at, ...said }));
    for (const keyId of Object.keys(bundle.attestations.keys)) {
      const text = keyStatusText({ ...at, keyId, status: "active", index: 0 });
      bundle.attestations.keys[keyId] = await this.say(text);
    }
  }

  /** The same text signed by every member that signs. */
  say(text: string): Promise<string[]> {
    return Promise.all(this.signing.map(({ name, cosign }) => signStatus(text, noteSigner(name, cosign))));
  }

  /** The tree that the bundle's checkpoint speaks of. */
  get root(): Uint8Array {
    const text = atob(this.bundle.checkpoint.split("\n")[2] ?? "");
    return Uint8Array.from(text, (unit) => unit.charCodeAt(0));
  }
}

function readEntry({ index, entry, openings }: Bundle["entries"][number]): ForgedEntry {
  const { v, time, type, command, result } = JSON.parse(entry) as {
    v: number;
    time: number;
    type: string;
    result: Fields;
    command: { payload: Fields; signers: string[]; sealed: Record<string, string>; market: string };
  };
  const { payload, signers, sealed, market } = command;
  return {
    ...{ index, v, time, type, payload, result, signers, sealed, market },
    openings: openings as ForgedEntry["openings"],
  };
}

function curveOf({ secret, wh }: BundleDay) {
  return { secret: fromHex(secret), wh: Float64Array.from(wh) };
}

function noteSigner(name: string, { privateKey, publicKey }: TestKey) {
  return { name, privateKey, publicKey: fromHex(publicKey) };
}

function saltOf(text: string): Uint8Array {
  return sha256(concat(new TextEncoder().encode(`forged/${text}`)));
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the bundle to forge is not whole");
  return value;
}
