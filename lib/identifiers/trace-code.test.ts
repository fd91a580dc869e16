import { describe, expect, it } from "vitest";
import { formatCode, parseCode } from "@/lib/identifiers/trace-code";

/** Codes of the published vectors. */
const PUBLISHED = [
  "L1C650000W11120260321000000001A7",
  "L1H6200000011202603000000000002M",
  "L1H6500000062202603000000000001J",
  "L1K650000W111202603000000000001Q",
  "L1K650000W111202603000000000002O",
  "L1M650000W100202603000000000001W",
  "L1M650000W100202603000000000002U",
  "L1P650000W100202603000000000001O",
  "L1U1100000011202603000000000001D",
];
describe("trace codes", () => {
  it.each(PUBLISHED)("%s", (code) => {
    const parsed = parseCode(code);
    expect(parsed).toMatchObject({ ok: true, text: code });
    if (parsed.ok) expect(formatCode(parsed.fields)).toBe(code);
  });
});
