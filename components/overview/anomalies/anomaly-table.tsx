import { Fragment, type ReactNode } from "react";
import { OpenLink } from "./open-link";
import type { AnomalyRowView } from "./view";
import "./anomalies.css";

export interface TableWords {
  readonly caption: string;
  readonly state: string;
  readonly rule: string;
  readonly object: string;
  readonly evidence: string;
  readonly seen: string;
  readonly records: string;
  readonly open: string;
  readonly close: string;
}

/** Where a column's head leads: the same list in that order. */
export interface SortLink {
  readonly href: string;
  readonly direction: "ascending" | "descending" | undefined;
}

export type SortLinks = Readonly<Partial<Record<keyof TableWords, SortLink>>>;

interface AnomalyTableProps {
  rows: readonly AnomalyRowView[];
  words: TableWords;
  /** The row that is open, and what is in it. */
  openId: number | undefined;
  sorts?: SortLinks;
  children?: ReactNode;
}

const columns = ["state", "rule", "object", "evidence", "seen", "records"] as const;

/** What does not add up, one line each; the open one shows its evidence in place. */
export function AnomalyTable({ rows, words, openId, sorts = {}, children }: AnomalyTableProps) {
  return (
    <table className="anoms">
      <caption className="sr-only">{words.caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <Head key={column} label={words[column]} sort={sorts[column]} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Fragment key={row.id}>
            <Row row={row} isOpen={row.id === openId} words={words} />
            {row.id === openId ? (
              <tr className="anom-detail">
                <td colSpan={6}>{children}</td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Head({ label, sort }: { label: string; sort: SortLink | undefined }) {
  const mark = { ascending: " ↑", descending: " ↓" };
  return (
    <th scope="col" aria-sort={sort?.direction}>
      {sort === undefined ? (
        label
      ) : (
        <a className="anom-sort" href={sort.href}>
          {label}
          <span aria-hidden="true">{sort.direction === undefined ? "" : mark[sort.direction]}</span>
        </a>
      )}
    </th>
  );
}

function Row({ row, isOpen, words }: { row: AnomalyRowView; isOpen: boolean; words: TableWords }) {
  return (
    <tr id={`anomaly-${row.id}`} data-anomaly={row.id} data-standing={row.standing} data-open={isOpen}>
      <td className="anom-st">
        <span className="anom-state" data-standing={row.standing}>
          {row.stateLabel}
        </span>
      </td>
      <td className="anom-rl">
        <OpenLink
          id={row.id}
          isOpen={isOpen}
          label={`${isOpen ? words.close : words.open} ${row.ruleLabel}, ${row.object}`}
        >
          {row.ruleLabel}
        </OpenLink>
      </td>
      <td className="anom-obj">{row.object}</td>
      <td className="anom-ev">{row.sentence}</td>
      <td className="anom-wh">{row.seen}</td>
      <td className="anom-lk">
        {row.links.map(({ href, label }) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
      </td>
    </tr>
  );
}
