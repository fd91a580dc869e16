import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { compareText } from "@/lib/crypto/bytes";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { project } from "@/lib/store/projection/project";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";
import { type OwnContract, type OwnScope, ownContracts, ownMonth, ownMonths, ownScope } from "./dashboard";
import { type Directory, readDirectory } from "./directory";
import { contractColumns, lineColumns } from "./month-columns";
import { chosenRows, type OwnChoice, ownRows } from "./own-rows";

const market = randomMarket(6);
let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let names: Directory;
let scopes: OwnScope[];
let settle: () => Promise<void>;

beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger } = opened);
    const { desk } = opened;
    for (const { name, text } of market.files) {
      const path = join(database.dataDir, `${name}.csv`);
      writeFileSync(path, text);
      await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
      await project(store, ledger);
    }
    settle = async () => {
      await runJob(desk, "settle", { month: market.month, preview: false });
      await project(store, ledger);
    };
    names = await readDirectory(store);
    // Each as it stands, and as if it were only the one contracts are sold through.
    const own = await Promise.all([...names.participants.keys()].map((code) => ownScope(store, code)));
    scopes = own.flatMap((scope) => [scope, { ...scope, side: "via" as const }]);
  }),
);

const orders: Record<string, (a: OwnContract, b: OwnContract) => number> = {
  number: (a, b) => compareText(a.contract.number, b.contract.number),
  month: (a, b) => compareText(a.contract.month, b.contract.month),
  contract: (a, b) => a.contract.contractKwh - b.contract.contractKwh,
  settled: (a, b) => (a.line?.settledKwh ?? -1) - (b.line?.settledKwh ?? -1),
  deviation: (a, b) => (a.line?.deviationKwh ?? -1) - (b.line?.deviationKwh ?? -1),
};

/** The list from opened contracts, every one of them. */
function plainly(all: readonly OwnContract[], choice: Record<string, string>): OwnContract[] {
  const { q = "", sort = "", ...is } = choice;
  const found = all.filter(({ contract, line }) => {
    const limit = line?.limitedBy === "contract" ? "full" : line?.limitedBy;
    const { number, month, plant, unit, mode } = contract;
    const row: Record<string, string> = { month, plant, unit, mode, state: limit ?? "open" };
    const texts = [names.plants.get(plant)?.name, names.units.get(unit)?.name];
    const isSought =
      number.toLowerCase().startsWith(q) || texts.some((text) => text?.toLowerCase().includes(q));
    return isSought && Object.entries(is).every(([name, value]) => row[name] === value);
  });
  const order = orders[sort.replace("-", "")];
  if (order === undefined) return found;
  return found.sort((a, b) => (sort.startsWith("-") ? order(b, a) : order(a, b)));
}

function choicesFor({ contract }: OwnContract): Record<string, string>[] {
  const { month, plant, unit, mode, number } = contract;
  const name = (names.plants.get(plant)?.name ?? "").toLowerCase();
  const sorts = Object.keys(orders).flatMap((sort) => [{ sort }, { sort: `-${sort}` }]);
  const states = ["open", "full", "generation", "consumption"].map((state) => ({ state }));
  const texts = [number.toLowerCase(), number.slice(0, 2).toLowerCase(), name, "nowhere"].map((q) => ({ q }));
  return [{}, { month }, { month: "1999-01" }, { plant }, { unit }, { mode }, ...states, ...texts, ...sorts];
}

/** Compares every list of every scope; answers how many rows each side had. */
async function compareAll(): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const everything = (await store.prisma.contract.findMany()).map(({ code }) => code);
  for (const scope of scopes) {
    const marks = (await ownMonths(store, scope)).reverse();
    const before = await Promise.all(marks.map((mark) => ownMonth(store, scope, mark)));
    const old = before.flatMap(({ contracts }) => contracts);
    const rows = await Promise.all(
      [market.month].map(async (month) =>
        ownRows(scope, month, await contractColumns(store, month), await lineColumns(store, month)),
      ),
    );
    const [first] = old;
    if (first === undefined) expect(rows.flat()).toEqual([]);
    else {
      for (const choice of choicesFor(first)) {
        const found = chosenRows(rows.flat(), choice satisfies OwnChoice, names).map(({ code }) => code);
        expect(await ownContracts(store, scope, found)).toEqual(plainly(old, choice));
      }
    }
    // Whatever codes are asked for, somebody else's are not opened.
    const opened = await ownContracts(store, scope, everything);
    expect(opened.map(({ contract }) => contract.code).sort(compareText)).toEqual(
      old.map(({ contract }) => contract.code).sort(compareText),
    );
    seen.set(scope.side, (seen.get(scope.side) ?? 0) + old.length);
  }
  return seen;
}

describe("one's own list from the month's columns", () => {
  it("is the list of one's opened contracts, before the month is settled and after, on every side", async () => {
    const open = await compareAll();
    await settle();
    const settled = await compareAll();
    expect(settled).toEqual(open);
    for (const side of ["consumption", "generation", "via"]) expect(settled.get(side)).toBeGreaterThan(0);
  });
});
