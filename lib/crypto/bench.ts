/** This layer's rows of the bench: hashing a record and building a tree, each beside what others would use. */
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { MerkleTree } from "merkletreejs";
import { toHex, u32be } from "./bytes";
import { canonicalHash, type Json } from "./canonical";
import { leafHash, rootOf } from "./merkle/tree";

export interface BenchRow {
  readonly figure: string;
  /** In `unit`, median of the rounds; the peer's likewise. */
  readonly ours: number;
  readonly peer: number;
  readonly unit: string;
  readonly ratio: number;
  readonly goal: string;
  readonly met: boolean;
}

const ROUNDS = 31;
const WARM_UP = 10;
/** A batch of commands' worth, gone over again and again: hashing is meant, not waiting for memory. */
const RECORDS = 1_000;
const PASSES = 5;
const LEAVES = 20_000;

export async function cryptoBench(): Promise<BenchRow[]> {
  return [hashRow(), merkleRow()];
}

/** A settled line with its path, as its fields are committed to and compared: H of its canonical form. */
function hashRow(): BenchRow {
  const records = Array.from({ length: RECORDS }, (_, i) => recordOf(i));
  const peerHash = (record: Json) =>
    createHash("sha256")
      .update(canonicalize(record) ?? "")
      .digest();
  for (const record of records) sameOrThrow(toHex(canonicalHash(record)), toHex(peerHash(record)));
  const [ours, peer] = medians(
    () => repeated(records, canonicalHash),
    () => repeated(records, peerHash),
  );
  const ratio = peer / ours;
  return {
    figure: "hash a record",
    ours: Math.round((PASSES * RECORDS) / ours),
    peer: Math.round((PASSES * RECORDS) / peer),
    unit: "records/s",
    ratio,
    goal: "≥ 4 × canonicalize + createHash",
    met: ratio >= 4,
  };
}

function repeated(records: readonly Json[], hash: (record: Json) => unknown): void {
  for (let pass = 0; pass < PASSES; pass++) for (const record of records) hash(record);
}

/** The peer is given the RFC's node prefix, and so builds the very same tree. */
function merkleRow(): BenchRow {
  const leaves = Array.from({ length: LEAVES }, (_, i) => leafHash(u32be(i)));
  const peerLeaves = leaves.map((leaf) => Buffer.from(leaf));
  const node = Uint8Array.of(0x01);
  const peerHash = (pair: Buffer) => createHash("sha256").update(node).update(pair).digest();
  const peerRoot = () => new MerkleTree(peerLeaves, peerHash).getRoot();
  sameOrThrow(toHex(rootOf(leaves)), toHex(peerRoot()));
  const [ours, peer] = medians(() => rootOf(leaves), peerRoot);
  const ratio = peer / ours;
  return {
    figure: "Merkle build",
    ours: Math.round(LEAVES / ours),
    peer: Math.round(LEAVES / peer),
    unit: "leaves/s",
    ratio,
    goal: "≥ 3 × merkletreejs, ≥ 0.9 M leaves/s",
    met: ratio >= 3 && LEAVES / ours >= 900_000,
  };
}

/** Seconds of each, the two taken in turns so that what else the machine does falls on both. */
function medians(ours: () => unknown, peer: () => unknown): [number, number] {
  const times: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const taken = [secondsOf(ours), secondsOf(peer)] as const;
    if (round < 0) continue;
    times[0].push(taken[0]);
    times[1].push(taken[1]);
  }
  return [median(times[0]), median(times[1])];
}

function secondsOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function sameOrThrow(ours: string, peers: string): void {
  if (ours !== peers) throw new Error(`not the same work: ${ours} and ${peers}`);
}

function recordOf(i: number): Json {
  const code = (object: string, n: number) => `L1${object}650000W10020260300${String(n).padStart(13, "0")}`;
  return {
    contract: code("K", i),
    plant: code("G", i % 200),
    unit: code("U", i % 1000),
    contractKwh: 120_000 + i,
    settledKwh: 118_000 + i,
    limitedBy: "generation",
    U: 918_273_645 + i,
    D: 2_233_445,
    allowanceWh: 12_345 + i,
    sentWh: 121_000_000 + i,
    landedWh: 118_000_000 + i,
    path: [
      { channel: code("H", 1), lossPpm: 21_000 },
      { channel: code("H", 2), lossPpm: 12_500 },
    ],
  };
}
