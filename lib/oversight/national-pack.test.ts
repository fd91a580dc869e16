import fc from "fast-check";
import { expect, it } from "vitest";
import { type AddableLines, packLines, unpackLines } from "./national-pack";

const wh = fc.oneof(fc.nat(300), fc.nat(), fc.constantFrom(0, 127, 128, 2 ** 51));
const place = fc.constantFrom("11", "41", "63");
const month: fc.Arbitrary<AddableLines> = fc
  .record({
    plants: fc.array(fc.record({ province: place, onGridWh: wh, mechanismWh: wh, unsoldWh: wh })),
    units: fc.array(fc.record({ province: place })),
    channels: fc.nat(5).map((length) => Array.from({ length }, () => undefined)),
    paths: fc.array(fc.array(fc.tuple(fc.nat(4), fc.nat(999_999)))),
    lines: fc.array(
      fc.tuple(fc.integer({ min: -1, max: 9 }), fc.integer({ min: -1, max: 9 }), fc.nat(9), wh, wh),
    ),
  })
  .map(({ lines, ...rest }) => {
    const column = (at: number) => Float64Array.from(lines, (line) => line[at] ?? 0);
    const [plant, unit, path, sentWh, landedWh] = [column(0), column(1), column(2), column(3), column(4)];
    return { ...rest, plant, unit, path, sentWh, landedWh };
  });

it("packs to the same month, whatever stands in it", () => {
  fc.assert(
    fc.property(month, (one) => {
      expect(unpackLines(packLines(one))).toEqual(one);
    }),
  );
});

it("refuses what was cut", () => {
  fc.assert(
    fc.property(month, fc.nat(), (one, cut) => {
      const packed = packLines(one);
      expect(() => unpackLines(packed.slice(0, cut % packed.length))).toThrow();
    }),
  );
});
