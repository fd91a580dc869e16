import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { project } from "@/lib/store/projection/project";
import { digest, testCode, testMarket, testSegments } from "@/lib/store/projection/test-source";
import type { Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";
import { SealBroken } from "@/lib/store/vault";
import { certificateRecord, certificatesOfUnit } from "./certificate";
import { closedMonth, curveDays, metersOf } from "./curves";
import { entryByIndex, listEntries, openingsOf, searchEntries } from "./entries";
import { marketSummary, sampleCertificates } from "./home";
import { listCertificates, listContracts, listLines, listParticipants, listPlants } from "./lists";
import { contractByNumber, participantByUscc, unitById } from "./search";
import { lineOf, monthOf, plantMonthLeaves, plantMonthOf, segmentsOf } from "./settlement";

const month = "2026-09";
const source = testMarket({ plants: 2, linesPerPlant: 3, days: 2 });
let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = await database.open();
  await project(store, source);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

describe("lists", () => {
  it("name objects by code, imported id and name", async () => {
    expect(await listParticipants(store)).toMatchObject([
      { id: "gen-1", kind: "generator", name: "青海示例" },
    ]);
    expect(await listPlants(store)).toMatchObject([
      { id: "plant-0", owner: "gen-1" },
      { id: "plant-1", owner: "gen-1" },
    ]);
    expect((await listContracts(store)).map(({ id }) => id)).toEqual(numbers(2));
    expect(await listContracts(store, "2026-08")).toEqual([]);
  });
  it("give the newest version's lines in contract-number order", async () => {
    const lines = await listLines(store, month);
    expect(lines.map(({ contract }) => contract)).toEqual(numbers(2));
    expect(lines[1]).toMatchObject({
      plant: "plant-0",
      unit: "unit-0",
      version: 1,
      sentWh: 4301,
      lossWh: 301,
    });
    expect(lines[1]).toMatchObject({ contractKwh: 101, settledKwh: 4, deviationKwh: 97, coincidentWh: 17 });
  });
  it("add up a certificate's lines", async () => {
    expect(await listCertificates(store)).toMatchObject([
      { code: testCode("C", 1), id: "unit-0", name: "户 0", kwh: 12, lines: numbers(1), level: "standard" },
    ]);
  });
});

describe("a certificate", () => {
  it("comes with everything behind it", async () => {
    const record = await certificateRecord(store, testCode("C", 1));
    expect(record?.unit.id).toBe("unit-0");
    expect(record?.lines.map(({ contract }) => contract.number)).toEqual(numbers(1));
    expect(record?.lines[0]?.channels.map(({ id }) => id)).toEqual(["qy"]);
    expect(record?.lines[0]?.trace.coincidentWh).toBe(17);
    expect(await certificateRecord(store, testCode("C", 2))).toBeUndefined();
    expect(await certificatesOfUnit(store, testCode("U", 0))).toHaveLength(1);
    expect(await certificatesOfUnit(store, testCode("U", 1))).toHaveLength(0);
  });
  it("is offered on the home page", async () => {
    expect((await sampleCertificates(store, 3)).map(({ code }) => code)).toEqual([testCode("C", 1)]);
    expect(await marketSummary(store)).toMatchObject({ certificates: 1, plants: 2, lastMonth: month });
  });
});

describe("settlement and curves", () => {
  it("give lines, segments, leaves in the order of their hashes", async () => {
    const contract = testCode("K", 1);
    expect((await lineOf(store, contract, 1))?.line.values.sentWh).toBe(4301);
    expect(await lineOf(store, contract, 2)).toBeUndefined();
    expect(await segmentsOf(store, contract, 1)).toEqual(testSegments);
    const leaves = await plantMonthLeaves(store, testCode("P", 0), month, 1);
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
    expect((await closedMonth(store, testCode("M", 1), month))?.totalWh).toBe(5);
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
    expect(await participantByUscc(store, "91630000MA0000000X")).toHaveLength(1);
    expect(await participantByUscc(store, "91630000MA0000000Y")).toHaveLength(0);
    expect((await unitById(store, "unit-1"))?.code).toBe(testCode("U", 1));
    expect((await contractByNumber(store, "绿-1-2"))?.contractKwh).toBe(102);
    for (const table of ["participant", "unit", "contract", "line", "opening"]) {
      const found = await store.pool.query(`SELECT row_to_json(t)::text AS text FROM "${table}" t`);
      const text = found.rows.map((row) => row.text).join("\n");
      for (const secret of ["91630000MA", "unit-1", "绿-1", "户 0", "某企业"])
        expect(text).not.toContain(secret);
      const hex = Buffer.from("91630000MA").toString("hex");
      expect(text).not.toContain(hex);
    }
  });
});

function numbers(plants: number): string[] {
  return Array.from({ length: plants }, (_, n) => [0, 1, 2].map((k) => `绿-${n}-${k}`)).flat();
}
