import fc from "fast-check";
import { expect, it } from "vitest";
import { type FlawCode, refused } from "@/lib/jobs/csv/flaws";
import { DayFlaws } from "./day-flaws";

const codes: FlawCode[] = ["day-incomplete", "negative", "duplicate"];

it("a day is refused for its first reason that is its own, and every refused line is counted once", () => {
  const flaw = fc.record({
    meter: fc.constantFrom("M1", "M2"),
    day: fc.constantFrom(20260901, 20260902),
    line: fc.integer({ min: 2, max: 20 }),
    code: fc.constantFrom(...codes),
  });
  fc.assert(
    fc.property(fc.array(flaw), (given) => {
      const flaws = new DayFlaws();
      for (const { meter, day, line, code } of given) flaws.note(meter, day, [refused(line, "kwh", code)]);
      const keys = new Set(given.map(({ meter, day }) => `${day}/${meter}`));
      const noted = flaws.noted();
      expect(noted).toHaveLength(keys.size);
      for (const { meter, day, line, lines, code } of noted) {
        const own = given.filter((one) => one.meter === meter && one.day === day);
        const said = own.filter((one) => one.code !== "day-incomplete");
        const first = (said.length > 0 ? said : own).reduce((a, b) => (b.line < a.line ? b : a));
        expect([line, code]).toEqual([first.line, first.code]);
        expect(lines).toBe(new Set(own.map((one) => one.line)).size);
      }
    }),
  );
});
