/** A statement as tables and sentences: what the page shows, the paper prints and the spreadsheet holds is one thing. */

export const statementKinds = ["scope2", "re100", "cdp", "accounting"] as const;
export type StatementKind = (typeof statementKinds)[number];

/** A number with its decimals: 12.30 is `{value: 1230, decimals: 2}`. Whole numbers all the way: nothing is rounded twice. */
export interface Amount {
  readonly value: number;
  readonly decimals: number;
}

/** undefined where there is none, shown as —. */
export type Cell = string | Amount | undefined;

export interface StatementColumn {
  readonly label: string;
  readonly unit?: string;
  /** A share of the table's width. */
  readonly width: number;
  readonly isNumber?: boolean;
}

export interface StatementTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly StatementColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly sum?: readonly Cell[];
  readonly notes: readonly string[];
}

export interface Statement {
  readonly kind: StatementKind;
  readonly title: string;
  /** Label and value: who, which months, which units, made when. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly claims: readonly string[];
  readonly disclaims: readonly string[];
  readonly tables: readonly StatementTable[];
  readonly legal: string;
}

/** `{value: 123456, decimals: 2}` → `1,234.56` */
export function amountText({ value, decimals }: Amount): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  const sign = value < 0 ? "−" : "";
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-decimals)}`;
}

export function cellText(cell: Cell): string {
  if (cell === undefined) return "—";
  return typeof cell === "string" ? cell : amountText(cell);
}

/** The sum of a column as it stands there; undefined where one of its numbers is missing. */
export function sumOf(rows: readonly (readonly Cell[])[], column: number): Amount | undefined {
  let sum: Amount | undefined = { value: 0, decimals: 0 };
  for (const row of rows) {
    const cell = row[column];
    if (cell === undefined || typeof cell === "string") return undefined;
    sum = { value: (sum?.value ?? 0) + cell.value, decimals: cell.decimals };
  }
  return sum;
}
