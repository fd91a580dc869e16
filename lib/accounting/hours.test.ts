import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsFrom } from "@/lib/tracing/segments";
import { addSegments, curvesOf, emptyCurves, hourSums, joined, meanDay, sumOf } from "./hours";

const MONTH = "2026-02";
const T = 28 * 96;

const piece = fc.record({
  production: fc.nat(T - 1),
  consumption: fc.nat(T - 1),
  wh: fc.nat(100_000),
  same: fc.boolean(),
});

/** Segments that lie end to end, some of them coincident, some empty. */
function segmentsOf(
  pieces: readonly { production: number; consumption: number; wh: number; same: boolean }[],
) {
  let at = 0;
  return segmentsFrom(
    pieces.map(({ production, consumption, wh, same }) => {
      at += wh;
      return {
        production,
        consumption: same ? production : consumption,
        landedEnd: at,
        sentEnd: at,
        offset: 0,
      };
    }),
  );
}

describe("hours of a month", () => {
  it("sum to the landed and the coincident energy exactly, cell by cell and at every margin", () => {
    fc.assert(
      fc.property(fc.array(fc.array(piece, { maxLength: 30 }), { maxLength: 4 }), (lines) => {
        const curves = curvesOf(MONTH, lines.map(segmentsOf));
        const all = lines.flat();
        const landed = all.reduce((sum, { wh }) => sum + wh, 0);
        const coincident = all.reduce((sum, one) => {
          return sum + (one.same || one.production === one.consumption ? one.wh : 0);
        }, 0);
        expect(sumOf(curves.arriving)).toBe(landed);
        expect(sumOf(curves.used)).toBe(landed);
        const { cells, byHour, byDay, total } = hourSums(curves.used, curves.coincident);
        expect(total).toEqual({ ofWh: landed, partWh: coincident });
        expect(joined(byHour)).toEqual(total);
        expect(joined(byDay)).toEqual(total);
        expect(joined(cells.flat())).toEqual(total);
        expect([cells.length, byHour.length, byDay.length]).toEqual([28, 24, 28]);
      }),
      { numRuns: 60 },
    );
  });

  it("put a quarter-hour into its own day and hour", () => {
    const curves = emptyCurves(MONTH);
    // The 3rd, 13:45: interval 2·96 + 55.
    const at = 2 * 96 + 55;
    addSegments(
      curves,
      segmentsFrom([{ production: at, consumption: at, landedEnd: 7, sentEnd: 8, offset: 0 }]),
    );
    const { cells, byHour, byDay } = hourSums(curves.used, curves.coincident);
    expect(cells[2]?.[13]).toEqual({ ofWh: 7, partWh: 7 });
    expect(byHour[13]?.ofWh).toBe(7);
    expect(byDay[2]?.ofWh).toBe(7);
    expect(joined(cells.flat()).ofWh).toBe(7);
  });

  it("draw the mean day in kW", () => {
    const curve = new Float64Array(T).fill(250);
    expect(meanDay(curve)).toEqual(new Array(96).fill(1));
  });
});
