import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromHex, fromUtf8, toHex } from "@/lib/crypto/bytes";
import { inclusionProof, rootOf } from "@/lib/crypto/merkle/tree";
import {
  batchLeafHashes,
  batchRoot,
  blobName,
  curveAt,
  curveRoot,
  type DayCurve,
  decodeDayBlob,
  encodeDayBlob,
  heldMessage,
  readingLeafHash,
  readingLeafHashes,
  readingMask,
} from "@/lib/market/metering/blob";

const file = "../shared/vectors/protocol/curves.json";

interface CurveCase {
  name: string;
  input: {
    op: "batch" | "blob";
    market: string;
    day: number;
    blob: string;
    meters: { meter: string; secret: string; wh: number[] }[];
  };
  expected: {
    refused?: string;
    blob: string;
    blobHash: string;
    curveRoots: string[];
    batchLeaves: string[];
    batchRoot: string;
    readings?: {
      meter: number;
      index: number;
      wh: number;
      mask: string;
      leafHash: string;
      proof: string[];
    }[];
    meterProof?: { index: number; proof: string[] };
    held: string;
  };
}

describe.skipIf(!existsSync(file))("vectors of day curves", () => {
  const all: CurveCase[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  for (const { name, input, expected } of all) {
    if (expected.refused === undefined) it(name, () => checkBatch(input, expected));
    else
      it(name, () =>
        expect(decodeDayBlob(fromHex(input.blob))).toEqual({ ok: false, code: expected.refused }),
      );
  }
});

function checkBatch(input: CurveCase["input"], expected: CurveCase["expected"]): void {
  const curves: DayCurve[] = input.meters.map(({ meter, secret, wh }) => ({
    meter,
    secret: fromHex(secret),
    wh: Float64Array.from(wh),
  }));
  const blob = encodeDayBlob([...curves].reverse());
  expect(toHex(blob)).toBe(expected.blob);
  expect(blobName(blob)).toBe(expected.blobHash);
  expect(decodeDayBlob(blob)).toEqual({ ok: true, curves });
  expect(curves.map((_, position) => curveAt(blob, position))).toEqual(curves);
  expect(curves.map((curve) => toHex(curveRoot(curve)))).toEqual(expected.curveRoots);
  const leaves = batchLeafHashes(input.day, curves);
  expect(leaves.map(toHex)).toEqual(expected.batchLeaves);
  expect(toHex(batchRoot(input.day, curves))).toBe(expected.batchRoot);
  expect(fromUtf8(heldMessage(input.market, expected.blobHash, blob.length))).toBe(expected.held);
  for (const reading of expected.readings ?? []) checkReading(curves[reading.meter], reading);
  if (expected.meterProof !== undefined) {
    const { index, proof } = expected.meterProof;
    expect(inclusionProof(leaves, index).map(toHex)).toEqual(proof);
  }
}

function checkReading(
  curve: DayCurve | undefined,
  reading: { index: number; wh: number; mask: string; leafHash: string; proof: string[] },
): void {
  if (curve === undefined) throw new Error("a reading of no meter");
  const mask = readingMask(curve.secret, reading.index);
  expect(curve.wh[reading.index]).toBe(reading.wh);
  expect(toHex(mask)).toBe(reading.mask);
  expect(toHex(readingLeafHash(mask, reading.wh))).toBe(reading.leafHash);
  const leaves = readingLeafHashes(curve);
  expect(toHex(leaves[reading.index] ?? new Uint8Array(0))).toBe(reading.leafHash);
  expect(inclusionProof(leaves, reading.index).map(toHex)).toEqual(reading.proof);
  expect(toHex(rootOf(leaves))).toBe(toHex(curveRoot(curve)));
}

describe("day blobs", () => {
  const meter = "L1M650000W100202603000000000001W";
  const day = (wh: number): DayCurve => ({
    meter,
    secret: new Uint8Array(32).fill(7),
    wh: new Float64Array(96).fill(wh),
  });

  it("hold readings up to 2^48 − 1 and no other", () => {
    expect(decodeDayBlob(encodeDayBlob([day(2 ** 48 - 1)]))).toEqual({
      ok: true,
      curves: [day(2 ** 48 - 1)],
    });
    for (const wh of [-1, 0.5, 2 ** 48, Number.NaN])
      expect(() => encodeDayBlob([day(wh)])).toThrow(RangeError);
  });

  it("are never written where they could not be read", () => {
    expect(() => encodeDayBlob([])).toThrow(RangeError);
    expect(() => encodeDayBlob([day(1), day(1)])).toThrow(RangeError);
    expect(() => encodeDayBlob([{ ...day(1), meter: "L1P650000W100202603000000000001O" }])).toThrow(
      RangeError,
    );
    expect(() => encodeDayBlob([{ ...day(1), secret: new Uint8Array(31) }])).toThrow(RangeError);
    expect(() => encodeDayBlob([{ ...day(1), wh: new Float64Array(95) }])).toThrow(RangeError);
  });

  it("take a code in its one spelling only", () => {
    const blob = encodeDayBlob([day(1)]);
    // The sequence's last 0 as the letter O: `parseCode` forgives it on paper, a blob does not.
    blob[15 + 29] = 0x4f;
    expect(decodeDayBlob(blob)).toEqual({ ok: false, code: "code" });
  });

  it("end in the middle of nothing: every shorter piece is refused", () => {
    const blob = encodeDayBlob([day(1)]);
    for (let length = 0; length < blob.length; length++) {
      expect(decodeDayBlob(blob.subarray(0, length)).ok).toBe(false);
    }
  });
});
