import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  customSheet,
  labelLayout,
  layOut,
  lineSizes,
  placeAt,
  placesOn,
  readableMm,
  sheetSizes,
} from "./label-sheet";

describe("sheets of labels", () => {
  it("lie on their paper and do not overlap", () => {
    for (const size of Object.values(sheetSizes)) {
      const last = placeAt(size, placesOn(size) - 1);
      expect(last.x + size.width).toBeLessThanOrEqual(size.page.width + 1e-9);
      expect(last.y + size.height).toBeLessThanOrEqual(size.page.height + 1e-9);
      expect(size.gapX).toBeGreaterThanOrEqual(0);
    }
    expect(Object.values(sheetSizes).map(placesOn)).toEqual([24, 21, 8, 1]);
  });

  it("takes each place once, in order, never one that is used", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 24 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 24 })),
        (count, start, used) => {
          const labels = Array.from({ length: count }, (_, at) => at);
          const placed = layOut(sheetSizes.a24, labels, start, new Set(used));
          const absolute = placed.map(({ sheet, at }) => sheet * 24 + at);
          expect(placed.map(({ label }) => label)).toEqual(labels);
          expect(new Set(absolute).size).toBe(count);
          expect(
            absolute.every((place, i) => place >= start - 1 && (i === 0 || place > (absolute[i - 1] ?? 0))),
          ).toBe(true);
          expect(placed.some(({ sheet, at }) => sheet === 0 && used.includes(at + 1))).toBe(false);
          // No free place from the start on is left out before the last label.
          const last = absolute.at(-1) ?? -1;
          for (let place = start - 1; place <= last; place++) {
            expect(absolute.includes(place) || (place < 24 && used.includes(place + 1))).toBe(true);
          }
        },
      ),
    );
  });

  it("prints a QR that phones read at arm's length on every ready-made sheet", () => {
    for (const size of Object.values(sheetSizes))
      expect(labelLayout(size, 37).qrMm).toBeGreaterThan(readableMm);
  });

  it("sets words no larger than the label is wide", () => {
    const lines = ["1,286,448 kWh", "Green power, 2026-10", "扫码看每一度从哪里来", "…0000 01G9"];
    for (const size of Object.values(sheetSizes)) {
      const { text } = labelLayout(size, 37);
      const sizes = lineSizes(lines, size, text);
      // A Chinese character is a square of the type's size.
      expect(text.x + 10 * (sizes[2] ?? 0)).toBeLessThanOrEqual(size.width - text.margin);
      expect(Math.min(...sizes)).toBeGreaterThan(1.6);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(text.large);
    }
  });

  it("knows what does not fit", () => {
    expect(customSheet(300, 40)).toBeUndefined();
    expect(customSheet(Number.NaN, 40)).toBeUndefined();
    expect(placesOn(customSheet(50, 30) ?? sheetSizes.single)).toBe(36);
  });
});
