import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, fromHex, toHex } from "@/lib/crypto/bytes";
import { inclusionProof } from "@/lib/crypto/merkle/tree";
import { sha256 } from "@/lib/crypto/sha256";
import {
  coincidentOpening,
  type LineValues,
  lineLeaf,
  lineOpenings,
  parseLineLeaf,
  parseTraceLeaf,
  sealedLeafHash,
  traceLeaf,
} from "@/lib/market/settlement/line-leaf";
import { certLinesRoot, linesRoot, sumRoot, tracesRoot } from "@/lib/market/settlement/roots";
import {
  protocolBytes,
  segmentLeafHash,
  segmentLeafHashes,
  segmentMask,
  traceRoot,
} from "@/lib/market/settlement/segment-leaf";
import { segmentBytes } from "@/lib/tracing/pack";
import { segmentsFrom } from "@/lib/tracing/segments";

const folder = "../shared/vectors/protocol";

interface LineCase {
  name: string;
  input: {
    op: "line" | "roots";
    market: string;
    month: string;
    contractSecret: string;
    values: LineValues;
    traceRoot: string;
    coincidentWh: number;
    lines: { number: string; leaf: string; traceLeaf: string; sentWh: number }[];
  };
  expected: Record<string, string | number> & { salts: Record<string, string> };
}

interface SegmentCase {
  name: string;
  input: { contractSecret: string; month: string; segments: [number, number, number, number, number][] };
  expected: {
    refused?: string;
    bytes: string[];
    leafHashes: string[];
    traceRoot: string;
    proofs: string[][];
  };
}

function cases<T>(file: string): T[] {
  return JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
}

describe.skipIf(!existsSync(folder))("vectors of lines", () => {
  for (const { name, input, expected } of existsSync(folder) ? cases<LineCase>("lines.json") : []) {
    if (input.op === "roots") it(name, () => checkRoots(input, expected));
    else it(name, () => checkLine(input, expected));
  }
});

function checkLine(input: LineCase["input"], expected: LineCase["expected"]): void {
  const source = { ...input, contractSecret: fromHex(input.contractSecret) };
  if (expected.refused !== undefined) {
    expect(() => lineLeaf(input.values, source)).toThrow(RangeError);
    return;
  }
  const leaf = lineLeaf(input.values, source);
  const trace = traceLeaf(
    { lineHash: leaf.hash, traceRoot: fromHex(input.traceRoot), coincidentWh: input.coincidentWh },
    source,
  );
  expect(leaf.text).toBe(expected.leaf);
  expect(toHex(leaf.hash)).toBe(expected.leafHash);
  expect(trace.text).toBe(expected.traceLeaf);
  expect(toHex(trace.hash)).toBe(expected.traceLeafHash);
  const openings = lineOpenings(input.values, source);
  openings.coincidentWh = coincidentOpening(input.coincidentWh, source);
  for (const [field, salt] of Object.entries(expected.salts)) expect(openings[field]?.[0], field).toBe(salt);
  expect(parseLineLeaf(leaf.text)).toEqual(JSON.parse(leaf.text));
  expect(parseTraceLeaf(trace.text)).toEqual(JSON.parse(trace.text));
}

function checkRoots({ lines }: LineCase["input"], expected: LineCase["expected"]): void {
  const pairs = lines.map(({ leaf, traceLeaf }) => ({
    lineHash: sealedLeafHash(leaf),
    traceHash: sealedLeafHash(traceLeaf),
  }));
  const sums = lines.map(({ sentWh }, at) => ({ hash: pairs[at]?.lineHash ?? new Uint8Array(0), sentWh }));
  const tree = sumRoot(sums);
  expect(toHex(linesRoot(pairs.map((pair) => pair.lineHash)))).toBe(expected.linesRoot);
  expect(toHex(tracesRoot(pairs))).toBe(expected.tracesRoot);
  expect(toHex(tree.root)).toBe(expected.sumRoot);
  expect(tree.sum).toBe(expected.sentWh);
  const numbers = [...lines.keys()].sort((a, b) =>
    (lines[a]?.number ?? "") < (lines[b]?.number ?? "") ? -1 : 1,
  );
  const ordered = numbers.flatMap((at) => pairs[at] ?? []);
  expect(toHex(certLinesRoot(ordered))).toBe(expected.certLinesRoot);
}

describe.skipIf(!existsSync(folder))("vectors of segments", () => {
  for (const { name, input, expected } of existsSync(folder) ? cases<SegmentCase>("segments.json") : []) {
    it(name, () => {
      const source = { month: input.month, contractSecret: fromHex(input.contractSecret) };
      const bytesOf = () =>
        input.segments.map(([production, consumption, landedEnd, sentEnd, offset]) =>
          segmentBytes({ production, consumption, landedEnd, sentEnd, offset }),
        );
      if (expected.refused !== undefined) {
        expect(bytesOf).toThrow(RangeError);
        return;
      }
      const segments = bytesOf();
      expect(segments.map(toHex)).toEqual(expected.bytes);
      const hashes = segmentLeafHashes(concat(...segments), source);
      expect(hashes.map(toHex)).toEqual(expected.leafHashes);
      expect(
        segments.map((segment, at) => toHex(segmentLeafHash(segmentMask(segment, at, source), segment))),
      ).toEqual(expected.leafHashes);
      expect(toHex(traceRoot(concat(...segments), source))).toBe(expected.traceRoot);
      expect(hashes.map((_, at) => inclusionProof(hashes, at).map(toHex))).toEqual(expected.proofs);
    });
  }
});

describe("a line's segments hashed in place", () => {
  const wh = fc.nat({ max: 2 ** 48 - 1 });
  const interval = fc.nat({ max: 65_535 });
  const segment = fc.record({
    ...{ production: interval, consumption: interval, landedEnd: wh, sentEnd: wh, offset: wh },
  });

  it("have the bytes and the leaf hashes of each by itself, past index 1000", () => {
    const source = { month: "2026-03", contractSecret: sha256(new Uint8Array([3])) };
    fc.assert(
      fc.property(fc.array(segment, { minLength: 8, maxLength: 8 }), (drawn) => {
        const rows = Array.from({ length: 1004 }, (_, at) => drawn[at % drawn.length]).flatMap(
          (row) => row ?? [],
        );
        const packed = protocolBytes(segmentsFrom(rows));
        const alone = rows.map(segmentBytes);
        expect(toHex(packed)).toBe(toHex(concat(...alone)));
        const hashes = segmentLeafHashes(packed, source);
        for (const at of [0, 9, 10, 11, 99, 100, 101, 555, 999, 1000, 1003]) {
          const bytes = alone[at] ?? new Uint8Array(0);
          const wanted = segmentLeafHash(segmentMask(bytes, at, source), bytes);
          expect(toHex(hashes[at] ?? bytes)).toBe(toHex(wanted));
        }
      }),
      { numRuns: 5 },
    );
  });

  it("are refused where a quantity or a secret does not fit", () => {
    const row = { production: 1, consumption: 1, landedEnd: 1, sentEnd: 1, offset: 1 };
    for (const field of ["landedEnd", "sentEnd", "offset"]) {
      for (const quantity of [2 ** 48, -1, Number.NaN]) {
        expect(() => protocolBytes(segmentsFrom([{ ...row, [field]: quantity }]))).toThrow(RangeError);
      }
    }
    const source = { month: "2026-03", contractSecret: new Uint8Array(65) };
    expect(() => segmentLeafHashes(new Uint8Array(24), source)).toThrow(RangeError);
  });
});

describe("leaves received from elsewhere", () => {
  const hash = "ab".repeat(32);

  it("are read only in their canonical form", () => {
    const text = `{"coincidentWh":"${hash}","line":"${hash}","traceRoot":"${hash}"}`;
    expect(parseTraceLeaf(text)).toEqual({ coincidentWh: hash, line: hash, traceRoot: hash });
    const strangers = [
      text.replace('"line"', ' "line"'),
      text.replace("ab", "AB"),
      text.replace("}", `,"x":"${hash}"}`),
      text.replace(hash, hash.slice(2)),
      `{"line":"${hash}","coincidentWh":"${hash}","traceRoot":"${hash}"}`,
      `${text}\n`,
      "",
    ];
    for (const stranger of strangers) expect(parseTraceLeaf(stranger), stranger).toBeUndefined();
    expect(parseLineLeaf(text)).toBeUndefined();
  });

  it("refuses segments that are no whole number of 24 bytes", () => {
    const source = { month: "2026-03", contractSecret: new Uint8Array(32) };
    expect(() => segmentLeafHashes(new Uint8Array(25), source)).toThrow(RangeError);
  });
});
