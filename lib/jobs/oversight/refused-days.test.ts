import { expect, it } from "vitest";
import type { Refused } from "@/lib/jobs/csv/flaws";
import { READING_COLUMNS } from "@/lib/jobs/csv/forms";
import { CurveLines, type MeterFacts } from "@/lib/jobs/import/curves/curve-lines";
import { DayBook } from "@/lib/jobs/import/curves/day-book";
import { RefusedDays } from "./refused-days";

const plant = { type: "W1", capacityKw: 1000 };
const meters: Readonly<Record<string, MeterFacts>> = {
  wind: { code: "M1", grid: "G", plant },
  mill: { code: "M2", grid: "G" },
};

/** What is noted of a file of these lines. */
function noted(columns: readonly string[], lines: readonly (readonly string[])[], zero = false) {
  const refusedDays = new RefusedDays();
  const refused: Refused[] = [];
  const reader = new CurveLines(
    columns,
    zero,
    new DayBook(),
    (id) => meters[id],
    (one) => refused.push(one),
    refusedDays,
  );
  for (const [at, fields] of lines.entries()) reader.take({ line: at + 2, fields: [...fields] });
  return { days: refusedDays.noted(), refused };
}

const wide = (meter: string, changes: Readonly<Record<number, string>>) => [
  ...[meter, "2026-09-17"],
  ...Array.from({ length: 96 }, (_, slot) => changes[slot] ?? "100"),
];

it("keeps the whole line of a day with a reading above the ceiling, as it was given", () => {
  const { days, refused } = noted(
    ["meter", "date", ...READING_COLUMNS],
    [wide("wind", { 3: "250.001", 4: "x" })],
  );
  expect(refused.map(({ code }) => code)).toEqual(["above-capacity", "number"]);
  expect(days).toMatchObject([{ meter: "M1", day: 20260917, line: 2 }]);
  expect([...(days[0]?.wh ?? [])].slice(2, 6)).toEqual([100_000, 250_001, Number.NaN, 100_000]);
});

it("keeps single readings of a file with a reading a line", () => {
  const line = (meter: string, clock: string, kwh: string) => [meter, `2026-09-17T${clock}:00+08:00`, kwh];
  const { days } = noted(
    ["meter", "start", "kwh"],
    [line("wind", "02:15", "300"), line("wind", "02:30", "10"), line("wind", "02:45", "251.5")],
  );
  expect(days).toHaveLength(1);
  const given = [...(days[0]?.wh ?? [])].flatMap((wh, slot) => (Number.isNaN(wh) ? [] : [[slot, wh]]));
  expect(given).toEqual([
    [9, 300_000],
    [11, 251_500],
  ]);
});

it("keeps what was claimed where it counts as 0 on purpose, too", () => {
  const { days, refused } = noted(["meter", "date", ...READING_COLUMNS], [wide("wind", { 5: "900" })], true);
  expect(refused).toEqual([]);
  expect([...(days[0]?.wh ?? [])].slice(4, 7)).toEqual([100_000, 900_000, 100_000]);
  const line = ["wind", "2026-09-17T01:15:00+08:00", "900"];
  expect(noted(["meter", "start", "kwh"], [line], true).days[0]?.wh[5]).toBe(900_000);
});

it("keeps nothing of what can be, or of users", () => {
  const columns = ["meter", "date", ...READING_COLUMNS];
  expect(noted(columns, [wide("wind", { 5: "250" })]).days).toEqual([]);
  expect(noted(columns, [wide("mill", { 5: "900000" })]).days).toEqual([]);
  expect(noted(columns, [wide("wind", { 5: "-1" })]).days).toEqual([]);
  expect(noted(columns, [wide("wind", { 5: "-1" })], true).days).toEqual([]);
});
