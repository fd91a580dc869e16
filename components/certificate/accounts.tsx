import type { ReactNode } from "react";

/** One row of an account. `total` has a rule above it; `sub` is beside the sum; `this` is the kWh itself. */
export interface AccountRow {
  /** Unique in its account. */
  readonly id: string;
  readonly label: ReactNode;
  readonly values: readonly (ReactNode | undefined)[];
  readonly kind?: "total" | "sub" | "this" | "loss";
}

interface AccountsProps {
  /** What the account is of, for those who do not see it. */
  caption: string;
  /** Heads of the number columns: a unit, or the two scopes. */
  columns: readonly string[];
  rows: readonly AccountRow[];
  /** Changes when the figures do, so that they roll in. */
  version?: number;
}

/** Quantities that must balance, set under each other with a rule and the sum. Absent values are a dash. */
export function Accounts({ caption, columns, rows, version }: AccountsProps) {
  return (
    <table className="acct">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <td />
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody key={version}>
        {rows.map((row) => (
          <tr key={row.id} className={row.kind && `acct-${row.kind}`}>
            <th scope="row">{row.label}</th>
            {row.values.map((value, column) => (
              <td key={columns[column]} className={column > 0 ? "acct-all" : undefined}>
                {value === undefined ? "—" : value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
