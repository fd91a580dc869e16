import { beforeAll, describe, expect, it } from "vitest";
import { project } from "@/lib/store/projection/project";
import { digest, testCode, testMarket, testSegments } from "@/lib/store/projection/test-source";
import { unpackLeaves } from "@/lib/store/rows/leaves-pack";
import { openRow } from "@/lib/store/rows/table";
import { plantLeavesTable, segmentsTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { opening, openTestStore } from "@/lib/store/test-database";
import { SealBroken } from "@/lib/store/vault";
import { unpackSegments } from "@/lib/tracing/pack";
import { curveDays, metersOf } from "./curves";
import { entryByIndex, listEntries, openingsOf, searchEntries } from "./entries";
import { findObjects } from "./find";
import { marketSummary, sampleCertificates } from "./home";
import { monthOf, plantMonthOf } from "./settlement";

const month = "2026-09";
const source = testMarket({ plants: 2, linesPerPlant: 3, days: 2 });
let store: Store;
beforeAll(
  opening(openTestStore, async (opened) => {
    ({ store } = opened);
    await project(store, source);
  }),
);

describe("a certificate", () => {
  it("is offered on the home page", async () => {
    expect((await sampleCertificates(store, 3)).map(({ code }) => code)).toEqual([testCode("C", 1)]);
    expect(await marketSummary(store)).toMatchObject({ certificates: 1, plants: 2, lastMonth: month });
  });
});

describe("settlement and curves", () => {
  it("give lines, segments, leaves in the order of their hashes", async () => {
    const contract = testCode("K", 1);
    const segments = await store.prisma.segments.findFirstOrThrow({ where: { contract, version: 1 } });
    expect(unpackSegments(openRow(store.vault, segmentsTable, segments))).toEqual(testSegments);
    const packed = await store.prisma.plantLeaves.findFirstOrThrow({
      where: { month, version: 1, plant: testCode("P", 0) },
    });
    const leaves = unpackLeaves(openRow(store.vault, plantLeavesTable, packed));
    const hashes = leaves.map(({ lineHash }) => Buffer.from(lineHash).toString("hex"));
    const wanted = [0, 1, 2].map((k) => digest(`line ${testCode("K", k)}`));
    expect(hashes).toEqual(wanted.toSorted());
    const first = wanted.indexOf(hashes[0] ?? "");
    expect(leaves[0]?.sentWh).toBe(4300 + first);
    expect(Buffer.from(leaves[0]?.traceHash ?? []).toString("hex")).toBe(
      digest(`trace ${testCode("K", first)}`),
    );
    expect((await plantMonthOf(store, testCode("P", 0), month, 1))?.settled?.traceEntry).toBeGreaterThan(0);
    expect(await monthOf(store, month)).toMatchObject({ stage: "finished", version: 1 });
  });
  it("give a meter's days with their readings", async () => {
    const [meter] = await metersOf(store, testCode("P", 1));
    expect(meter?.id).toBe("m-1");
    const days = await curveDays(store, testCode("M", 1), [20260902, 20260901, 20260930]);
    expect(days.map(({ day }) => day)).toEqual([20260901, 20260902]);
    expect(days[0]?.wh[3]).toBe((3 * 7919 * 2 + 20260901) % 2_000_000);
    expect(Buffer.from(days[0]?.secret ?? []).toString("hex")).toBe(digest("20260901/1"));
  });
  it("refuse a day whose ciphertext was altered", async () => {
    await store.pool.query(
      `UPDATE meter_day SET sealed = set_byte(sealed, 100, get_byte(sealed, 100) # 1) WHERE meter = $1 AND day = 20260902`,
      [testCode("M", 0)],
    );
    await expect(curveDays(store, testCode("M", 0), [20260902])).rejects.toBeInstanceOf(SealBroken);
    expect(await curveDays(store, testCode("M", 0), [20260901])).toHaveLength(1);
  });
});

describe("entries", () => {
  it("are found by index, code, transaction and hash", async () => {
    const entry = await entryByIndex(store, 2);
    expect(entry?.type).toBe("plant.register");
    for (const text of ["2", entry?.txId ?? "", entry?.hash ?? ""]) {
      expect((await searchEntries(store, text)).map(({ index }) => index)).toEqual([2]);
    }
    expect((await searchEntries(store, testCode("C", 1))).map(({ type }) => type)).toEqual([
      "certificate.issue",
    ]);
    expect(await searchEntries(store, "; DROP TABLE entry")).toEqual([]);
    const page = await listEntries(store, { before: 4, limit: 2 });
    expect(page.map(({ index }) => index)).toEqual([3, 2]);
  });
  it("keep their openings apart by record", async () => {
    const [issue] = await listEntries(store, { limit: 1, type: "certificate.issue" });
    expect((await openingsOf(store, issue?.index ?? -1, -1)).name?.[1]).toBe("某企业");
    const [contracts] = await listEntries(store, { limit: 1, type: "contract.record" });
    expect(Object.keys(await openingsOf(store, contracts?.index ?? -1, 1))).toEqual(["records/1/number"]);
  });
});

describe("sealed search", () => {
  it("finds by the exact value and stores none of it in the clear", async () => {
    const found = await findObjects(store, { kind: "all" }, "绿-1-2");
    expect(found).toMatchObject([{ kind: "contract", kwh: 102 }]);
    expect(await findObjects(store, { kind: "all" }, "绿-1-")).toEqual([]);
    for (const table of ["participant", "unit", "contract", "line", "opening"]) {
      const rows = await store.pool.query(`SELECT row_to_json(t)::text AS text FROM "${table}" t`);
      const text = rows.rows.map((row) => row.text).join("\n");
      for (const secret of ["91630000MA", "unit-1", "绿-1", "户 0", "某企业"])
        expect(text).not.toContain(secret);
      const hex = Buffer.from("91630000MA").toString("hex");
      expect(text).not.toContain(hex);
    }
  });
});
