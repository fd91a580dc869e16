import { describe, expect, it } from "vitest";
import { statementDates, workingDay } from "./calendar";

describe("statement calendar", () => {
  it("counts Monday to Friday of the next month", () => {
    // 2026-11-01 is a Sunday.
    expect(statementDates("2026-10")).toEqual({
      data: "2026-11-02",
      draft: "2026-11-06",
      final: "2026-11-11",
    });
  });

  it("agrees with the platform's calendar over ten years", () => {
    for (let at = 0; at < 120; at++) {
      const month = `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`;
      const wanted: string[] = [];
      for (let day = 1; wanted.length < 15; day++) {
        const date = new Date(`${month}-${String(day).padStart(2, "0")}T00:00:00Z`);
        if (date.getUTCDay() % 6 !== 0) wanted.push(date.toISOString().slice(0, 10));
      }
      expect(wanted.map((_, n) => workingDay(month, n + 1))).toEqual(wanted);
    }
  });
});
