/** Spreadsheets (.xlsx): numbers as numbers with their format, text as text, so that nothing is run as a formula. */
import writeXlsxFile, { type Cell, type SheetData } from "write-excel-file/node";

export type SheetValue =
  | string
  | number
  | undefined
  /** Exact decimals as text: `12.34` becomes a number shown with as many decimals. */
  | { readonly decimal: string };

export interface SheetText {
  /** At most 31 characters. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly SheetValue[])[];
}

/** One sheet with a bold, frozen header row. */
export async function spreadsheetBytes({ name, header, rows }: SheetText): Promise<Buffer> {
  const data: SheetData = [
    header.map((value): Cell => ({ value, type: String, fontWeight: "bold" })),
    ...rows.map((row) => row.map(cellOf)),
  ];
  return writeXlsxFile(data, {
    sheet: name.slice(0, 31),
    stickyRowsCount: 1,
    columns: header.map((title) => ({ width: Math.max(12, title.length * 2) })),
  }).toBuffer();
}

function cellOf(value: SheetValue): Cell {
  if (value === undefined) return null;
  if (typeof value === "string") return { value, type: String };
  if (typeof value === "number") return { value, type: Number, format: "#,##0" };
  const decimals = value.decimal.split(".")[1]?.length ?? 0;
  const format = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  return { value: Number(value.decimal), type: Number, format };
}
