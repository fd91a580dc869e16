import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandAt, layoutSankey, spread } from "./sankey-layout";

const flow = fc.record({
  from: fc.constantFrom("62", "63", "64", "65"),
  to: fc.constantFrom("41", "43", "33"),
  path: fc.constant([0]),
  lines: fc.constant(1),
  landed: fc.integer({ min: 1_000_000, max: 1_000_000_000_000 }),
  lost: fc.integer({ min: 0, max: 100_000_000_000 }),
});

describe("the bands", () => {
  it("are as wide where they arrive, wisp added, as where they leave, and fill their ends", () => {
    fc.assert(
      fc.property(fc.array(flow, { minLength: 1, maxLength: 24 }), (given) => {
        const flows = given.map(({ landed, lost, ...rest }) => ({
          ...rest,
          ...{ sentWh: landed + lost, landedWh: landed },
        }));
        const { nodes, bands } = layoutSankey(flows, 600, 400);
        expect(bands).toHaveLength(flows.length);
        for (const { start, end, wisp, flow: of } of bands) {
          expect(start).toBeCloseTo(end + wisp, 6);
          expect(wisp * of.sentWh).toBeCloseTo(start * (of.sentWh - of.landedWh), -3);
        }
        for (const node of nodes) {
          const own = bands.filter(({ flow: of }) => (node.side === "from" ? of.from : of.to) === node.code);
          const filled = own.reduce((sum, band) => sum + (node.side === "from" ? band.start : band.end), 0);
          expect(filled).toBeCloseTo(node.height, 6);
        }
      }),
      { numRuns: 60 },
    );
  });
  it("leaves out what stays in its province", () => {
    expect(
      layoutSankey([{ from: "62", to: "62", path: [], lines: 1, sentWh: 5, landedWh: 5 }], 9, 9).bands,
    ).toEqual([]);
  });
});

describe("a band's place", () => {
  const band = {
    ...{ flow: { from: "63", to: "41", path: [0], lines: 1, sentWh: 2, landedWh: 1 }, wisp: 10 },
    ...{ y0: 100, y1: 300, start: 40, end: 30 },
  };

  it("is its ends at its ends, and half way between them in the middle", () => {
    expect(bandAt(band, 0).middle).toBeCloseTo(120, 3);
    expect(bandAt(band, 1).under).toBeCloseTo(330, 3);
    expect(bandAt(band, 0.5).middle).toBeCloseTo(217.5, 3);
  });
});

describe("texts beside each other", () => {
  it("keep their distance and their order, move down only, and stay where there is room", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 30 }), (wanted) => {
        const placed = spread(wanted, 14);
        const order = wanted.map((_, at) => at).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
        const inOrder = order.map((at) => placed[at] ?? 0);
        for (const [at, y] of placed.entries()) expect(y).toBeGreaterThanOrEqual(wanted[at] ?? 0);
        for (const [at, y] of inOrder.slice(1).entries())
          expect(y - (inOrder[at] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
      }),
    );
    expect(spread([100, 40, 70], 14)).toEqual([100, 40, 70]);
  });
});
