import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Vault } from "@/lib/store/vault";
import { columnName, type Row, sealRow, type Table, type Value } from "./table";

/** Lines handed to the database at once. */
const linesAtOnce = 500;

/** Adds new rows by COPY, sealed: for very many at once. Fails where one of them is there. */
export async function copyRows(
  client: pg.ClientBase,
  vault: Vault,
  table: Table,
  rows: readonly { readonly values: Row; readonly hidden: Uint8Array }[],
): Promise<void> {
  const fields = Object.keys(table.columns);
  const names = [...fields, "sealed"].map((field) => `"${columnName(field)}"`);
  const stream = client.query(copyFrom(`COPY "${table.name}" (${names.join(", ")}) FROM STDIN`));
  const done = finished(stream);
  for (let from = 0; from < rows.length; from += linesAtOnce) {
    const lines = rows.slice(from, from + linesAtOnce).map(({ values, hidden }) => {
      const { sealed } = sealRow(vault, table, values, hidden);
      return `${[...fields.map((field) => copyText(values[field])), copyText(sealed)].join("\t")}\n`;
    });
    if (!stream.write(lines.join(""))) await Promise.race([once(stream, "drain"), done]);
  }
  stream.end();
  await done;
}

function copyText(value: Value | undefined): string {
  if (value === null || value === undefined) return "\\N";
  if (value instanceof Uint8Array)
    return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString("hex")}`;
  const text = typeof value === "object" ? `{${value.join(",")}}` : String(value);
  return text.replace(/[\\\t\n\r]/g, (one) => escapes[one] ?? one);
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
