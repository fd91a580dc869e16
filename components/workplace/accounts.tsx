import type { ReactNode } from "react";
import { grouped } from "@/components/ui/format";

export interface AccountRow {
  readonly id: string;
  readonly label: ReactNode;
  /** A whole number of the unit; undefined where there is none. */
  readonly value: number | undefined;
  readonly note?: ReactNode;
  /** Where the figure's records are. */
  readonly href?: string;
}

interface AccountsProps {
  caption: string;
  rows: readonly AccountRow[];
  sum: AccountRow;
  unit: string;
  /** What the difference is called, and what a difference of 0 is called: 差, 合. */
  words: { difference: string; closes: string; open: string };
}

/** Parts, a rule, the sum as it was stated elsewhere, and the difference, which has to be 0. */
export function Accounts({ caption, rows, sum, unit, words }: AccountsProps) {
  const added = rows.reduce((all, { value }) => all + (value ?? 0), 0);
  const difference = (sum.value ?? 0) - added;
  return (
    <table className="wp-accounts">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {rows.map((row) => (
          <Line key={row.id} row={row} />
        ))}
        <Line row={{ ...sum, note: sum.note ?? unit }} className="sum" />
        <tr className={difference === 0 ? undefined : "off"}>
          <th scope="row">{words.difference}</th>
          <td>{grouped(difference)}</td>
          <td className="unit">{difference === 0 ? words.closes : words.open}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Line({ row, className }: { row: AccountRow; className?: string }) {
  const { label, value, note, href } = row;
  const shown = value === undefined ? "—" : grouped(value);
  return (
    <tr className={className}>
      <th scope="row">{label}</th>
      <td>{href === undefined ? shown : <a href={href}>{shown}</a>}</td>
      <td className="unit">{note}</td>
    </tr>
  );
}
