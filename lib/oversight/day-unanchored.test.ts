import { describe, expect, it } from "vitest";
import { monthStart } from "@/lib/units/interval";
import { daysUnanchored, dueAt, endOfWorkingDay } from "./day-unanchored";

const early = monthStart("2020-01");
const meter = { code: "M", asset: "U", province: "15", registeredAt: early };
/** Midnight, UTC+8, at which the day of the month begins. */
const midnight = (month: string, date: number) => monthStart(month) + (date - 1) * 86_400;

describe("the statement calendar", () => {
  it("asks for a month's days by the end of the next month's first working day", () => {
    // 2 November 2026 is a Monday, 1 November a Sunday.
    expect(dueAt("2026-10", early)).toBe(midnight("2026-11", 3));
    expect(dueAt("2026-11", early)).toBe(midnight("2026-12", 2));
    // 1–7 October are holidays, the 8th is a Thursday; New Year is one, 2 January 2027 a Saturday.
    expect(dueAt("2026-09", early)).toBe(midnight("2026-10", 9));
    expect(dueAt("2026-12", early)).toBe(midnight("2027-01", 5));
    expect(endOfWorkingDay("2026-11", 5)).toBe(midnight("2026-11", 7));
  });
  it("counts what a meter recorded before it was registered with the month of its registration", () => {
    const registered = midnight("2026-11", 22) + 3600;
    expect(dueAt("2026-08", registered)).toBe(midnight("2026-12", 2));
    expect(dueAt("2026-12", registered)).toBe(dueAt("2026-12", early));
  });
});

describe("a meter's month", () => {
  const due = dueAt("2026-10", early);
  const month = { month: "2026-10", missing: [20261013], late: [{ day: 20261001, entry: 4, time: due }] };
  it("is left alone until it is due", () => {
    expect(daysUnanchored(meter, month, due)).toBeUndefined();
    expect(daysUnanchored(meter, month, due + 1)?.evidence).toMatchObject({
      due,
      missing: [20261013],
      late: [],
    });
  });
  it("has late days however long ago", () => {
    const late = [...month.late, { day: 20261002, entry: 5, time: due + 1 }];
    expect(daysUnanchored(meter, { ...month, missing: [], late }, due - 9)?.evidence).toMatchObject({
      ...{ missing: [], late: [{ day: 20261002, entry: 5, time: due + 1 }] },
    });
  });
  it("is looked at once its settlement is finished, due or not", () => {
    const finished = { ...month, finishEntry: 88 };
    expect(daysUnanchored(meter, finished, due - 86_400)).toMatchObject({
      ...{ rule: "day-unanchored", object: "M", period: "2026-10", provinces: ["15"], severity: "low" },
      evidence: { missing: [20261013], finishEntry: 88 },
    });
    expect(daysUnanchored(meter, { ...finished, missing: [] }, due - 1)).toBeUndefined();
  });
});
