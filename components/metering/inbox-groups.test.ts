import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayState, groupings, groupsOf, incompleteOf, type MeterRowView, missingDays } from "./inbox-view";

const dayCount = 30;

const row = fc
  .record({
    at: fc.integer({ min: 0, max: 5 }),
    role: fc.constantFrom("production" as const, "consumption" as const),
    days: fc.integer({ min: 0, max: 2 ** dayCount - 1 }),
    refused: fc.uniqueArray(fc.integer({ min: 1, max: dayCount })),
    isClosed: fc.boolean(),
  })
  .map(({ at, role, days, refused, isClosed }): MeterRowView => {
    const gone = missingDays(days, dayCount);
    return {
      ...{ code: `M${at}`, id: `m-${at}`, name: `of ${at}`, of: `P${at}`, role, days, isClosed },
      ...{ province: `${at % 2}`, grid: `g${at % 3}`, isWanted: true, arrived: dayCount - gone.length },
      refused: refused.filter((day) => gone.includes(day)).map((day) => ({ day, code: "night" })),
    };
  });

describe("the inbox's sums", () => {
  it("add up to every day of every meter of the kind, as its squares say", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.constantFrom(...groupings), (rows, by) => {
        const groups = groupsOf(rows, by, dayCount);
        const role = { plant: "production", unit: "consumption" }[by as string];
        const own = rows.filter((one) => role === undefined || one.role === role);
        const states = own.flatMap((one) =>
          Array.from({ length: dayCount }, (_, i) => dayState(one, i + 1).replace("closed", "here")),
        );
        const sum = (of: "meters" | "here" | "refused" | "missing") =>
          groups.reduce((all, group) => all + group[of], 0);
        expect(sum("meters")).toBe(own.length);
        expect(sum("here")).toBe(states.filter((one) => one === "here").length);
        expect(sum("refused")).toBe(states.filter((one) => one === "refused").length);
        expect(sum("missing")).toBe(states.filter((one) => one === "gone").length);
      }),
    );
  });

  it("tell refused days apart from those that never came", () => {
    const meter: MeterRowView = {
      ...{ code: "M", id: "m", name: "n", role: "production", province: "青海", grid: "g", of: "P" },
      ...{ days: 0b1011, arrived: 3, isClosed: false, isWanted: true },
      refused: [{ day: 5, code: "night" }],
    };
    expect(incompleteOf(meter, 7)).toEqual({ id: "m", name: "n", gone: "3, 6–7", refused: "5" });
  });
});
