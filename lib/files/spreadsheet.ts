import writeExcelFile, { type Sheet, type SheetData } from "write-excel-file/node";

/** A number with its decimals: 12.30 is `{value: 1230, decimals: 2}`. */
interface SheetAmount {
  readonly value: number;
  readonly decimals: number;
}

export type SheetCell = string | SheetAmount | undefined;

export interface SpreadsheetPage {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly { readonly header: string /** In characters. */; readonly width: number }[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Set off under the rows. */
  readonly sum?: readonly SheetCell[];
  /** Lines of text under everything. */
  readonly notes?: readonly string[];
}

/** A workbook (.xlsx) of real numbers: a program adds them up as they stand. Texts are texts, formula-looking ones too. */
export async function spreadsheet(pages: readonly SpreadsheetPage[]): Promise<Uint8Array> {
  const sheets = pages.map(
    (page): Sheet<Blob> => ({
      sheet: page.name,
      data: dataOf(page),
      columns: page.columns.map(({ width }) => ({ width })),
      stickyRowsCount: page.columns.some(({ header }) => header !== "") ? 1 : 0,
    }),
  );
  return new Uint8Array(await writeExcelFile(sheets).toBuffer());
}

function dataOf({ columns, rows, sum, notes = [] }: SpreadsheetPage): SheetData {
  const hasHeader = columns.some(({ header }) => header !== "");
  return [
    ...(hasHeader
      ? [columns.map(({ header }) => ({ value: header, fontWeight: "bold" as const, wrap: true }))]
      : []),
    ...rows.map((row) => row.map((cell) => cellOf(cell))),
    ...(sum === undefined ? [] : [sum.map((cell) => cellOf(cell, true))]),
    ...(notes.length === 0 ? [] : [[]]),
    ...notes.map((note) => [{ value: note, type: String }]),
  ];
}

function cellOf(cell: SheetCell, isSum = false) {
  const look = isSum ? { fontWeight: "bold" as const, topBorderStyle: "thin" as const } : {};
  if (cell === undefined) return { value: "—", type: String, align: "right" as const, ...look };
  if (typeof cell === "string") return { value: cell, type: String, wrap: true, ...look };
  const { value, decimals } = cell;
  const format = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  return { value: value / 10 ** decimals, type: Number, format, ...look };
}
