import { beforeAll, describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import type { CertificateRow, FrozenPlantRow, LineRow, SettledPlantRow } from "@/lib/market/state";
import { nationalMonth } from "@/lib/store/digest/national";
import { readContent } from "@/lib/store/projection/content";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, frozenPlantTable, lineTable, settledPlantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { createTestDatabase, opening, openTestStore } from "@/lib/store/test-database";
import { fillScale } from "./fill";

const size = { plants: 50, units: 40, months: 2, seed: "a test" };
let store: Store;
beforeAll(
  opening(openTestStore, (opened) => {
    ({ store } = opened);
  }),
);

const sum = (values: readonly number[]) => Number(values.reduce((all, one) => all + BigInt(one), 0n));

/** As plainly as domain §3 says it: back through the channels, rounding what is sent up. */
function sentOf(landedWh: number, path: readonly { readonly lossPpm: number }[]): number {
  let wh = BigInt(landedWh);
  for (const { lossPpm } of [...path].reverse()) {
    const kept = 1_000_000n - BigInt(lossPpm);
    wh = (wh * 1_000_000n + kept - 1n) / kept;
  }
  return Number(wh);
}

/** Every row's name and private part; blind indexes differ with the key. */
async function hidden(of: Store): Promise<string[]> {
  const content = await readContent(of);
  return [...content].map(([name, row]) => `${name} ${JSON.parse(row)[1]}`).sort(compareText);
}

describe("a made-up market", () => {
  it("closes in every sum, month by month, and opens row by row", async () => {
    const filled = await fillScale(store, size);
    expect(filled?.months).toEqual(["2026-07", "2026-08"]);
    expect((await readContent(store)).size).toBeGreaterThan(500);
    for (const month of filled?.months ?? []) {
      const lines = (await store.prisma.line.findMany({ where: { month } })).map((row) =>
        openState<LineRow>(store, lineTable, row),
      );
      expect(lines.length).toBeGreaterThanOrEqual(2 * size.units);
      for (const { values } of lines) {
        expect(sentOf(values.landedWh, values.path)).toBe(values.sentWh);
        expect(values.landedWh).toBe(1000 * values.settledKwh);
        expect(values.settledKwh).toBeLessThanOrEqual(values.contractKwh);
      }
      const [frozen, settled] = [
        await store.prisma.frozenPlant.findMany({ where: { month } }),
        await store.prisma.settledPlant.findMany({ where: { month } }),
      ];
      expect(frozen.length).toBe(size.plants);
      for (const row of settled) {
        const own = lines.filter(({ values }) => values.plant === row.plant);
        const { result } = openState<SettledPlantRow>(store, settledPlantTable, row);
        const stored = frozen.find(({ plant }) => plant === row.plant);
        if (stored === undefined) throw new Error("settled, not frozen");
        const { onGridWh, mechanismWh } = openState<FrozenPlantRow>(store, frozenPlantTable, stored);
        const sentWh = sum(own.map(({ values }) => values.sentWh));
        expect([result.count, result.sentWh, Number(row.sentWh)]).toEqual([own.length, sentWh, sentWh]);
        expect(sentWh + mechanismWh + result.unsoldWh).toBe(onGridWh);
        expect(result.unsoldWh).toBeGreaterThanOrEqual(0);
      }
      const found = await nationalMonth(store, month);
      expect(found?.sums.broken).toBe(0);
      expect(found?.sums.totals.landedWh).toBe(sum(lines.map(({ values }) => values.landedWh)));
      const certificates = (await store.prisma.certificate.findMany({ where: { month } })).map((row) =>
        openState<CertificateRow>(store, certificateTable, row),
      );
      expect(new Set(certificates.map(({ unit }) => unit))).toEqual(
        new Set(lines.filter(({ values }) => values.settledKwh > 0).map(({ values }) => values.unit)),
      );
    }
  });
  it("is made once, and by its seed alone", async () => {
    expect(await fillScale(store, size)).toBeUndefined();
    const other = await createTestDatabase();
    const again = await other.open();
    await fillScale(again, size);
    expect((await hidden(again)).join("\n") === (await hidden(store)).join("\n")).toBe(true);
    await again.close();
    await other.drop();
  });
});
