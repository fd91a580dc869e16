/** Single fields of rows that came from the ledger, altered at random: the audit finds each and names row and field. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { openTestDesk } from "@/lib/gateway/test-desk";
import type { Finding } from "@/lib/jobs/audit/finding";
import { auditView } from "@/lib/jobs/audit/view";
import { pick, type Random, randomOf } from "@/lib/jobs/import/curves/curves.oracle";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { project } from "@/lib/store/projection/project";
import {
  type ColumnKind,
  columnName,
  type Row,
  rowName,
  type Table,
  type Value,
} from "@/lib/store/rows/table";
import { entryTable, ledgerTables, plantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";

/** LVJI_MUTATIONS alterations, LVJI_SEED decides which: `npm run drill` asks for more than a test run. */
const WANTED = Number(process.env.LVJI_MUTATIONS ?? 200);
const SEED = Number(process.env.LVJI_SEED ?? 1);
/** Rows altered before one audit: they are different rows, so that none hides another. */
const AT_ONCE = 100;

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger } = opened);
    const { desk } = opened;
    const market = randomMarket(9);
    for (const { name, text } of market.files) {
      const path = join(database.dataDir, `${name}.csv`);
      writeFileSync(path, text);
      await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
    }
    await runJob(desk, "settle", { month: market.month, preview: false });
    await runJob(desk, "issue", { month: market.month });
    await project(store, ledger);
  }),
);

interface Mutation {
  readonly table: Table;
  readonly row: Row;
  readonly field: string;
  readonly value: Value;
}

const kindOf = (table: Table, field: string): ColumnKind => table.columns[field] ?? "bytes";

it(`${WANTED} random alterations of one field: none unnoticed (seed ${SEED})`, {
  timeout: 3_600_000,
}, async () => {
  const random = randomOf(SEED);
  const rows = await allRows();
  const tried = new Set<string>();
  for (let done = 0; done < WANTED; ) {
    const mutations = drawn(random, rows, Math.min(AT_ONCE, WANTED - done));
    for (const one of mutations) await write(one, one.row, one.value);
    const { findings } = await auditView({ ...database, store, ledger });
    expect(mutations.filter((one) => !isNamed(one, findings)).map(said)).toEqual([]);
    for (const one of mutations) {
      tried.add(one.table.name);
      await write(one, { ...one.row, [one.field]: one.value }, one.row[one.field] ?? null);
    }
    done += mutations.length;
  }
  expect((await auditView({ ...database, store, ledger })).findings).toEqual([]);
  if (WANTED >= 200) expect([...tried].sort()).toEqual([...rows.keys()].map(({ name }) => name).sort());
});

it("the newest entry's hash: the view is not quietly made again, other alterations with it", async () => {
  const rows = await allRows();
  const newest = rows.get(entryTable)?.reduce((a, b) => (Number(a.index) > Number(b.index) ? a : b)) ?? {};
  const [plant = {}] = rows.get(plantTable) ?? [];
  const lies: Mutation[] = [
    { table: entryTable, row: newest, field: "hash", value: Buffer.alloc(32) },
    { table: plantTable, row: plant, field: "name", value: "other" },
  ];
  for (const one of lies) await write(one, one.row, one.value);
  const { findings } = await auditView({ ...database, store, ledger });
  expect(lies.filter((one) => !isNamed(one, findings)).map(said)).toEqual([]);
  for (const one of lies) await write(one, one.row, one.row[one.field] ?? null);
});

async function allRows(): Promise<Map<Table, Row[]>> {
  const rows = new Map<Table, Row[]>();
  for (const table of ledgerTables) {
    const list = [...Object.keys(table.columns), "sealed"].map((one) => `"${columnName(one)}" AS "${one}"`);
    const found = await store.pool.query<Row>(`SELECT ${list.join(", ")} FROM "${table.name}"`);
    expect(found.rows.length, table.name).toBeGreaterThan(0);
    rows.set(table, found.rows);
  }
  return rows;
}

/** As many mutations, each of another row; tables are drawn evenly, however many rows they have. */
function drawn(random: Random, rows: ReadonlyMap<Table, Row[]>, count: number): Mutation[] {
  const chosen = new Map<string, Mutation>();
  for (let tries = 0; chosen.size < count && tries < 50 * count; tries++) {
    const [table, of] = pick(random, [...rows]);
    const row = pick(random, of);
    const field = pick(random, [...Object.keys(table.columns), "sealed"]);
    const value = other(random, kindOf(table, field), row[field] ?? null);
    const name = rowName(table, row);
    if (!chosen.has(name)) chosen.set(name, { table, row, field, value });
  }
  return [...chosen.values()];
}

/** A value of the kind that is not `value`. Bytes change in one bit. */
function other(random: Random, kind: ColumnKind, value: Value): Value {
  if (kind === "bytes" && value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return bytes;
  }
  // Far away: a key must not become another row's.
  if (kind === "int" || kind === "bigint") return Number(value ?? 0) + Math.floor((1 + random()) * 1e6);
  if (kind === "codes") return [...(Array.isArray(value) ? value : []), "L1X"];
  return `${String(value)}${pick(random, ["x", "0", "甲"])}`;
}

async function write({ table, field }: Mutation, where: Row, value: Value): Promise<void> {
  const keys = table.key.map((key, at) => `"${columnName(key)}" = $${at + 2}`);
  const values = [value, ...table.key.map((key) => where[key])];
  const text = `UPDATE "${table.name}" SET "${columnName(field)}" = $1 WHERE ${keys.join(" AND ")}`;
  expect((await store.pool.query(text, values)).rowCount, `${rowName(table, where)} ${field}`).toBe(1);
}

/** The row under its name with the field; a row whose key was altered as one that is gone. */
function isNamed({ table, row, field }: Mutation, findings: readonly Finding[]): boolean {
  const name = rowName(table, row);
  const named = table.key.includes(field) ? "row" : field;
  return findings.some((one) => one.record === name && one.field === named);
}

function said({ table, row, field }: Mutation): string {
  return `${rowName(table, row)} ${field}`;
}
