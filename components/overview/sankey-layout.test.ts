import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutSankey } from "./sankey-layout";

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
