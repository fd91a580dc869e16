import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayAt,
  dayNumber,
  dayOfYear,
  dayParts,
  daysOfMonth,
  formatDay,
  intervalOf,
  isDayNumber,
  monthOfDay,
  parseDay,
  parseStart,
} from "@/lib/units/day";
import {
  addMonths,
  civilDate,
  clockOf,
  daysInMonth,
  daysSinceEpoch,
  intervalStart,
  intervalsInMonth,
  isMonth,
  localTime,
  monthAt,
  monthNumber,
  monthStart,
  monthsBetween,
  placeInMonth,
  yearMonth,
} from "@/lib/units/interval";

describe("months", () => {
  it("know their lengths", () => {
    expect(["2026-01", "2026-02", "2024-02", "2100-02", "2000-02", "2026-04"].map(daysInMonth)).toEqual([
      31, 28, 29, 28, 29, 30,
    ]);
    expect(intervalsInMonth("2026-01")).toBe(2976);
  });

  it("are read strictly", () => {
    for (const text of ["2026-13", "2026-00", "2026-1", "202601", "2026-01 ", "2026-01-01"]) {
      expect(isMonth(text)).toBe(false);
      expect(() => yearMonth(text)).toThrow(RangeError);
    }
    expect(monthNumber("2026-09")).toBe(202_609);
  });

  it("can be counted on and back", () => {
    expect(addMonths("2026-11", 3)).toBe("2027-02");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
    expect(addMonths("2026-01", -12)).toBe("2025-01");
    expect(monthsBetween("2025-11", "2026-02")).toBe(3);
    expect(monthsBetween("2026-02", "2025-11")).toBe(-3);
  });
});

describe("the market's clock", () => {
  it("agrees with the runtime's calendar from 1900 to 2200", () => {
    for (let day = -25_567; day < 84_006; day += 13) {
      const date = new Date(day * 86_400_000);
      const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(civilDate(day)).toEqual(civil);
      expect(daysSinceEpoch(civil.year, civil.month, civil.day)).toBe(day);
    }
  });

  it("is eight hours ahead of UTC", () => {
    expect(monthStart("2026-03")).toBe(Date.UTC(2026, 1, 28, 16) / 1000);
    expect(intervalStart("2026-03", 97)).toBe(Date.UTC(2026, 2, 1, 16, 15) / 1000);
    expect(intervalStart("2026-03", intervalsInMonth("2026-03"))).toBe(monthStart("2026-04"));
    expect(localTime(Date.UTC(2026, 8, 3, 17, 5, 9) / 1000)).toEqual({
      year: 2026,
      month: 9,
      day: 4,
      hour: 1,
      minute: 5,
      second: 9,
    });
    expect(monthAt(monthStart("2026-03"))).toBe("2026-03");
    expect(monthAt(monthStart("2026-03") - 1)).toBe("2026-02");
  });

  it("names intervals", () => {
    expect(placeInMonth(0)).toEqual({ day: 1, index: 0 });
    expect(placeInMonth(2975)).toEqual({ day: 31, index: 95 });
    expect([0, 1, 95, 96].map(clockOf)).toEqual(["00:00", "00:15", "23:45", "24:00"]);
  });
});

describe("days", () => {
  it("are counted over months and years", () => {
    expect(addDays(20261231, 1)).toBe(20270101);
    expect(addDays(20260301, -1)).toBe(20260228);
    expect(addDays(20260908, -56)).toBe(20260714);
    expect([dayOfYear(20260101), dayOfYear(20261231)]).toEqual([1, 365]);
  });

  it("begin at midnight of UTC+8", () => {
    const midnight = monthStart("2026-10") + 7 * 86_400;
    expect([dayAt(midnight), dayAt(midnight - 1)]).toEqual([20261008, 20261007]);
    expect(parseStart("2026-10-08T00:00:00+08:00")).toMatchObject({ day: 20261008 });
  });

  it("are one integer, and only those of the calendar", () => {
    expect(dayNumber(2026, 9, 3)).toBe(20_260_903);
    expect(dayParts(20_260_903)).toEqual({ year: 2026, month: 9, day: 3 });
    expect(formatDay(20_260_903)).toBe("2026-09-03");
    expect(monthOfDay(20_260_903)).toBe("2026-09");
    expect(intervalOf(20_260_903, 5)).toBe(2 * 96 + 5);
    expect(daysOfMonth("2026-02")).toEqual(Array.from({ length: 28 }, (_, at) => 20_260_201 + at));
    for (const day of [20_260_229, 20_260_431, 20_261_301, 20_260_100, 20_260_003, 0.5, -1, 100_000_101]) {
      expect(isDayNumber(day)).toBe(false);
    }
    expect(isDayNumber(20_240_229)).toBe(true);
  });

  it("are read strictly", () => {
    expect(parseDay("2026-09-03")).toEqual({ ok: true, day: 20_260_903 });
    for (const text of ["2026-9-3", "20260903", "2026-02-29", "2026-09-03 ", ""]) {
      expect(parseDay(text)).toEqual({ ok: false, code: "date" });
    }
  });
});

describe("parseStart", () => {
  it.each([
    ["2026-03-01T00:00:00+08:00", 20_260_301, 0],
    ["2026-03-01T23:45+08:00", 20_260_301, 95],
    ["2026-02-28T16:00:00Z", 20_260_301, 0],
    ["2026-02-28T16:00:00.000Z", 20_260_301, 0],
    ["2026-02-28T11:15:00-0500", 20_260_301, 1],
    ["2026-03-01T05:45:00+05:45", 20_260_301, 32],
  ])("%s", (text, day, index) => {
    expect(parseStart(text)).toEqual({ ok: true, day, index });
  });

  it.each([
    ["2026-03-01T00:01:00+08:00", "grid-time"],
    ["2026-03-01T00:00:01+08:00", "grid-time"],
    ["2026-03-01T00:00:00+08:01", "grid-time"],
    ["2026-03-01T00:00:00", "date"],
    ["2026-03-01 00:00:00+08:00", "date"],
    ["2026-02-29T00:00:00+08:00", "date"],
    ["2026-03-01T24:00:00+08:00", "date"],
    ["2026-03-01T00:60:00+08:00", "date"],
    ["2026-03-01T00:00:00+24:00", "date"],
    ["2026-03-01T00:00:00+08:60", "date"],
    ["2026-03-01T00:00:60+08:00", "date"],
    ["", "date"],
  ])("refuses %s: %s", (text, code) => {
    expect(parseStart(text)).toEqual({ ok: false, code });
  });

  it("agrees with the runtime on every quarter-hour and offset", () => {
    const offsets = fc.integer({ min: -48, max: 56 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000 }), offsets, (quarters, offset) => {
        const unix = quarters * 900;
        const sign = offset < 0 ? "-" : "+";
        const minutes = Math.abs(offset) * 15;
        const pad = (value: number) => String(value).padStart(2, "0");
        const zone = `${sign}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
        const text = new Date((unix + offset * 900) * 1000).toISOString().slice(0, 19) + zone;
        const local = new Date((unix + 8 * 3600) * 1000);
        const day = dayNumber(local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate());
        const index = local.getUTCHours() * 4 + local.getUTCMinutes() / 15;
        expect(parseStart(text)).toEqual({ ok: true, day, index });
      }),
    );
  });
});
