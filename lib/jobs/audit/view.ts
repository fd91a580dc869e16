/** The database's view against one made anew from the ledger, row by row and column by column. */
import { randomBytes } from "node:crypto";
import { type Finding, shown } from "@/lib/jobs/audit/finding";
import type { Ledger } from "@/lib/ledger/ledger";
import { project, projectOn } from "@/lib/store/projection/project";
import { columnName, openRow, rowName, type Table, type Value } from "@/lib/store/rows/table";
import { ledgerTables } from "@/lib/store/rows/tables";
import { openStore, type Store } from "@/lib/store/store";
import { SealBroken } from "@/lib/store/vault";

export interface ViewAudit {
  readonly connectionString: string;
  readonly dataDir: string;
  readonly store: Store;
  readonly ledger: Ledger;
}

/** The view made anew lives in a schema of its own, which is dropped again. */
export async function auditView(audit: ViewAudit): Promise<{ checked: number; findings: Finding[] }> {
  const { store, ledger, connectionString, dataDir } = audit;
  await projectOn(store, ledger);
  const schema = `audit_${randomBytes(6).toString("hex")}`;
  await store.pool.query(`CREATE SCHEMA ${schema}`);
  try {
    const own = new URL(connectionString);
    own.searchParams.set("options", `-c search_path=${schema}`);
    const fresh = await openStore({ connectionString: own.href, dataDir, connections: 2 });
    try {
      await project(fresh, ledger);
      return await compare(fresh, store);
    } finally {
      await fresh.close();
    }
  } finally {
    await store.pool.query(`DROP SCHEMA ${schema} CASCADE`);
  }
}

async function compare(fresh: Store, store: Store): Promise<{ checked: number; findings: Finding[] }> {
  const findings: Finding[] = [];
  let checked = 0;
  for (const table of ledgerTables) {
    const [expected, found] = await Promise.all([readTable(fresh, table), readTable(store, table)]);
    for (const [record, columns] of expected) {
      checked++;
      findings.push(...differences(record, columns, found.get(record)));
    }
    for (const record of found.keys()) {
      if (!expected.has(record)) findings.push({ record, field: "row", expected: "nothing", found: "a row" });
    }
  }
  return { checked, findings };
}

type Columns = ReadonlyMap<string, string>;

function differences(record: string, expected: Columns, found: Columns | undefined): Finding[] {
  if (found === undefined) return [{ record, field: "row", expected: "a row", found: "nothing" }];
  return [...expected].flatMap(([field, value]) => {
    const other = found.get(field) ?? "nothing";
    return value === other ? [] : [{ record, field, expected: shown(value), found: shown(other) }];
  });
}

async function readTable(store: Store, table: Table): Promise<Map<string, Columns>> {
  const fields = [...Object.keys(table.columns), "sealed"];
  const list = fields.map((field) => `"${columnName(field)}" AS "${field}"`).join(", ");
  const found = await store.pool.query<Record<string, Value>>(`SELECT ${list} FROM "${table.name}"`);
  return new Map(
    found.rows.map((row) => {
      const columns = Object.keys(table.columns).map((field): [string, string] => [
        field,
        written(row[field]),
      ]);
      return [rowName(table, row), new Map([...columns, ["sealed", openedPart(store, table, row)]])];
    }),
  );
}

function openedPart(store: Store, table: Table, row: Record<string, Value>): string {
  const { sealed } = row;
  try {
    return written(
      openRow(store.vault, table, {
        ...row,
        sealed: sealed instanceof Uint8Array ? sealed : new Uint8Array(),
      }),
    );
  } catch (error) {
    if (error instanceof SealBroken) return "does not open: this or another column was changed";
    throw error;
  }
}

function written(value: Value | undefined): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return typeof value === "bigint" ? String(value) : (JSON.stringify(value) ?? "nothing");
}
