import { beforeAll, expect, it } from "vitest";
import { refused } from "@/lib/jobs/csv/flaws";
import { DayFlaws } from "@/lib/jobs/import/curves/day-flaws";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { refusedMeterDays } from "./metering-inbox";

let store: Store;
beforeAll(
  opening(openTestStore, (opened) => {
    ({ store } = opened);
  }),
);

it("a refused day is told once a month with its newest reason, and wholly by itself", async () => {
  const flaws = new DayFlaws();
  flaws.note("M1", 20260903, [refused(5, "kwh", "day-incomplete"), refused(6, "kwh", "negative")]);
  flaws.note("M1", 20261001, [refused(7, "kwh", "number")]);
  flaws.note("M2", 20260903, [refused(8, "start", "duplicate")]);
  await flaws.keep(store, "first");
  await flaws.keep(store, "first");
  await store.pool.query("UPDATE day_flaw SET at = at - interval '1 hour'");
  const again = new DayFlaws();
  again.note("M1", 20260903, [refused(2, "date", "frozen")]);
  await again.keep(store, "second");
  const told = await refusedMeterDays(store, [20260901, 20260930]);
  expect(told.map(({ meter, job, line, lines, code }) => [meter, job, line, lines, code])).toEqual([
    ["M1", "second", 2, 1, "frozen"],
    ["M2", "first", 8, 1, "duplicate"],
  ]);
  const own = await refusedMeterDays(store, [20260903, 20260903], "M1");
  expect(own.map(({ job, line, lines, code, file }) => [job, line, lines, code, file])).toEqual([
    ["second", 2, 1, "frozen", ""],
    ["first", 6, 2, "negative", ""],
  ]);
});
