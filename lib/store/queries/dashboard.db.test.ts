import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import type { Desk } from "@/lib/gateway/desk";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { project } from "@/lib/store/projection/project";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";
import type { Segments } from "@/lib/tracing/segments";
import { type OwnMonthMark, type OwnScope, ownMonth, ownMonths, ownScope } from "./dashboard";
import { ownReadings, ownSegments, plantsWithUnsold, unsoldCurve } from "./dashboard-hours";
import { type Directory, readDirectory } from "./directory";
import { findObjects } from "./find";
import { unitsOf } from "./holdings";

const market = randomMarket(6);
const { month } = market;
let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;
let names: Directory;
let mark: OwnMonthMark;
const sum = (values: Iterable<number>) => [...values].reduce((all, value) => all + value, 0);

beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger, desk } = opened);
    for (const { name, text } of market.files) {
      const path = join(database.dataDir, `${name}.csv`);
      writeFileSync(path, text);
      await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
      await project(store, ledger);
    }
    await runJob(desk, "settle", { month, preview: false });
    await runJob(desk, "issue", { month });
    await project(store, ledger);
    names = await readDirectory(store);
  }),
);

/** Every participant that stands in the market, with what the raw import says is its own. */
function everybody(): { participant: string; own: string[] }[] {
  const unitOwner = new Map([...names.units.values()].map((unit) => [unit.id, unit.owner]));
  const plantOwner = new Map([...names.plants.values()].map((plant) => [plant.id, plant.owner]));
  return [...names.participants.keys()].map((participant) => {
    const uses = [...unitOwner.values()].includes(participant);
    const own = market.lines
      .filter(({ unit, plant }) => (uses ? unitOwner.get(unit) : plantOwner.get(plant)) === participant)
      .map(({ contract }) => contract);
    return { participant, own };
  });
}

it("nobody's rows are nobody's: whoever is not told is refused, not answered with everybody's", async () => {
  const told: { participant: string } = JSON.parse("{}");
  for (const nobody of [told.participant, ""]) {
    await expect(ownScope(store, nobody)).rejects.toThrow("nobody");
    await expect(unitsOf(store, nobody)).rejects.toThrow("nobody");
    await expect(findObjects(store, { kind: "own", participant: nobody }, "a")).rejects.toThrow("nobody");
  }
});

async function read(participant: string): Promise<{ scope: OwnScope; marks: OwnMonthMark[] }> {
  const scope = await ownScope(store, participant);
  return { scope, marks: await ownMonths(store, scope) };
}

/** Who neither uses nor generates sees what is sold through it. */
async function expectThroughOnly(participant: string, scope: OwnScope, marks: OwnMonthMark[]): Promise<void> {
  expect(scope.side === "via" || marks.length === 0).toBe(true);
  for (const one of marks) {
    const { contracts } = await ownMonth(store, scope, one);
    expect(contracts.length).toBe(one.contracts);
    expect(contracts.every(({ contract }) => contract.via === participant)).toBe(true);
  }
}

/** Wh that were produced and consumed in one interval, segment by segment. */
function sameInterval({ count, production, consumption, landedEnd }: Segments): number {
  let [total, start] = [0, 0];
  for (let i = 0; i < count; i++) {
    const end = landedEnd[i] ?? 0;
    if (production[i] === consumption[i]) total += end - start;
    start = end;
  }
  return total;
}

describe("one's own month", () => {
  it("holds one's own contracts and nobody else's, whoever asks", async () => {
    let seen = 0;
    for (const { participant, own } of everybody()) {
      const { scope, marks } = await read(participant);
      if (own.length === 0) {
        await expectThroughOnly(participant, scope, marks);
        continue;
      }
      expect(marks).toMatchObject([{ month, version: 1, stage: "finished", contracts: own.length }]);
      [mark = mark] = marks;
      const found = await ownMonth(store, scope, mark);
      expect(found.contracts.map(({ contract }) => contract.number)).toEqual([...own].sort(byText));
      for (const { contract } of found.contracts) {
        const owner =
          scope.side === "consumption"
            ? names.units.get(contract.unit)?.owner
            : names.plants.get(contract.plant)?.owner;
        expect(owner).toBe(participant);
      }
      const codes = new Set(found.contracts.map(({ contract }) => contract.code));
      const segments = await ownSegments(store, scope, month, mark.version);
      expect([...segments.keys()].every((code) => codes.has(code))).toBe(true);
      const readings = await ownReadings(store, scope, month);
      expect([...readings.keys()].every((unit) => names.units.get(unit)?.owner === participant)).toBe(true);
      for (const { unit } of found.certificates) expect(names.units.get(unit)?.owner).toBe(participant);
      seen += own.length;
    }
    // Every line has a user and a seller.
    expect(seen).toBe(2 * market.lines.length);
  });

  it("says what the plainest reading of the rule says, line by line", async () => {
    const expected = new Map(market.lines.map((line) => [line.contract, line]));
    for (const { participant, own } of everybody()) {
      if (own.length === 0) continue;
      const { scope, marks } = await read(participant);
      const first = marks[0];
      if (first === undefined) throw new Error("no month");
      const { contracts, consumedWh } = await ownMonth(store, scope, first);
      const segments = await ownSegments(store, scope, month, first.version);
      for (const { contract, line, coincidentWh } of contracts) {
        const wanted = expected.get(contract.number);
        expect(line?.settledKwh).toBe(wanted?.settledKwh);
        expect(line?.limitedBy).toBe(wanted?.limitedBy);
        expect(line?.sentWh).toBe(wanted?.sentWh);
        const curve = segments.get(contract.code);
        expect(curve?.landedEnd[curve.count - 1] ?? 0).toBe(1000 * (wanted?.settledKwh ?? 0));
        expect(coincidentWh).toBe(curve === undefined ? 0 : sameInterval(curve));
        if (scope.side === "consumption") expect(consumedWh.get(contract.unit)).toBe(line?.U);
      }
      for (const [unit, readings] of await ownReadings(store, scope, month)) {
        expect(sum(readings)).toBe(consumedWh.get(unit));
      }
    }
  });

  it("finds nothing for a stranger, nor for the regulator", async () => {
    const { scope, marks } = await read("L1E0000000000000000000000000000X");
    expect(scope).toMatchObject({ side: "via", units: [], plants: [] });
    expect(marks).toEqual([]);
  });
});

describe("what plants had left", () => {
  it("is the public figure, interval by interval", async () => {
    const left = await plantsWithUnsold(store, month, 1, 0);
    expect(left.length).toBeGreaterThan(0);
    for (const { plant, unsoldWh } of left) {
      const curve = await unsoldCurve(store, plant, month, 1);
      expect(sum(curve ?? [])).toBe(unsoldWh);
      expect(Math.min(...(curve ?? [-1]))).toBeGreaterThanOrEqual(0);
    }
    const most = left[0]?.unsoldWh ?? 0;
    expect(await plantsWithUnsold(store, month, 1, most + 1)).toEqual([]);
    expect(await unsoldCurve(store, "nowhere", month, 1)).toBeUndefined();
  });
});

function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
