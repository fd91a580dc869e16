import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Anchors, bandOf, lineAcross, lineDown } from "./line-geometry";

const anchors: Anchors = {
  thumb: { x: 120, y: 0 },
  start: 80,
  open: 180,
  end: 1400,
  edge: 0,
  dots: [200, 450, 700, 950, 1200],
  peels: [{ at: 760, lossPx: 2.108, rowX: 52, rowY: 800 }],
  margin: -56,
  ruled: true,
};

const numbersOf = (path: string): number[] => (path.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);

describe("the line", () => {
  it("is as wide as its energy, to scale", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 1600 }),
        fc.integer({ min: 100, max: 1000 }),
        (sent, landed) => {
          const band = bandOf(sent, landed, 3.4);
          expect(band.sentPx).toBeCloseTo(sent * 0.034, 9);
          expect(band.sentPx - band.landedPx).toBeCloseTo((sent - landed) * 0.034, 9);
          expect(band.strands).toHaveLength(Math.ceil(landed / 100) - 1);
        },
      ),
    );
  });
  it("gets thinner by exactly what is lost", () => {
    const band = bandOf(1062, 1000, 3.4);
    const { band: path, losses } = lineDown(band, anchors);
    // Far edges of the band: the energy sent above the peel, the energy landed below it.
    expect(numbersOf(path)).toContain(Math.round(band.sentPx * 100) / 100);
    expect(numbersOf(path)).toContain(Math.round((band.sentPx - 2.108) * 100) / 100);
    expect(losses).toEqual([{ path: expect.stringMatching(/52 800$/), width: 2.108 }]);
  });
  it("ends in a double rule, and in none where it is torn or nothing was settled", () => {
    const band = bandOf(1062, 1000, 3.4);
    expect(lineDown(band, anchors).rule.match(/M/g)).toHaveLength(2);
    expect(lineDown(band, { ...anchors, ruled: false }).rule).toBe("");
    const torn = lineDown(band, { ...anchors, gap: 740 });
    expect(torn.rule).toBe("");
    expect(torn.losses).toEqual([]);
    expect(torn.tear.match(/M/g)).toHaveLength(2);
    // Nothing is drawn inside the gap.
    const along = numbersOf(torn.band).filter((_, index) => index % 2 === 1);
    expect(along.some((y) => y > 740 - 18 && y < 740 + 18)).toBe(false);
  });
  it("runs down a phone and across a desk with the same widths", () => {
    const band = bandOf(1062, 1000, 5);
    const down = lineDown(band, { ...anchors, peels: [] });
    const across = lineAcross(band, { ...anchors, peels: [] });
    expect(down.dots[0]).toEqual({ x: 26.55, y: 200 });
    expect(across.dots[0]).toEqual({ x: 200, y: 26.55 });
    expect(numbersOf(down.band).sort((a, b) => a - b)).toEqual(numbersOf(across.band).sort((a, b) => a - b));
  });
  it("never writes anything but numbers", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1000, max: 1400 }), (x, sent) => {
        for (const draw of [lineDown, lineAcross]) {
          const drawing = draw(bandOf(sent, 1000, 3.4), { ...anchors, thumb: { x, y: 0 } });
          expect(JSON.stringify(drawing)).not.toMatch(/NaN|Infinity|undefined/);
        }
      }),
    );
  });
});
