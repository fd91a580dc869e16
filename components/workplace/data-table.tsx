"use client";

import { type ColumnDef, flexRender, getCoreRowModel, type Row, useReactTable } from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useRef } from "react";
import { Pages } from "./pages";
import { useRowKeys } from "./use-row-keys";
import { useTableAddress } from "./use-table-address";
import "./table.css";

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: T) => ReactNode;
  /** Numbers stand at the end. */
  readonly align?: "end";
  /** The server sorts by it: `sort=id` or `sort=-id` in the address. */
  readonly sortable?: boolean;
  /** On a phone the first column is the row's title and the others lines under it; `hide` leaves one out. */
  readonly narrow?: "hide";
}

interface DataTableProps<T> {
  /** Says what the table holds, for those who cannot see where it stands. */
  caption: string;
  columns: readonly Column<T>[];
  /** One page of rows, as the server sorted and filtered them. */
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** Rows there are in all, and how many a page holds. */
  total: number;
  pageSize: number;
  /** Enter or a click opens the row. */
  onOpen?: (row: T) => void;
  /** Keys of the rows chosen; with it comes a column of boxes. */
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  /** A row is being opened. */
  busy?: boolean;
  /** Shown in place of the table where there is nothing. */
  empty: ReactNode;
  /** Begins the fields of the address (`page`, `sort`) where a page has more than one table. */
  prefix?: string;
}

/** A list of any length: the server sorts, filters and cuts it, the address says how. J K X ↵ work where it has the focus. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { caption, columns, rows, keyOf, total, pageSize, onOpen, selected, onSelect, empty, prefix } = props;
  const t = useTranslations("workplace");
  const address = useTableAddress(prefix);
  const body = useRef<HTMLTableSectionElement>(null);
  const definitions = useMemo(() => columns.map((column) => definitionOf(column)), [columns]);
  const data = useMemo(() => [...rows], [rows]);
  const table = useReactTable({
    data,
    columns: definitions,
    getCoreRowModel: getCoreRowModel(),
    getRowId: keyOf,
    manualPagination: true,
    manualSorting: true,
  });
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelect?.(next);
  };
  const onKeyDown = useRowKeys(body, {
    open: (at) => rows[at] && onOpen?.(rows[at]),
    toggle: (at) => rows[at] && toggle(keyOf(rows[at])),
  });
  if (total === 0) return <>{empty}</>;
  const all = rows.length > 0 && rows.every((row) => selected?.has(keyOf(row)));
  return (
    <>
      <div className="wp-scroll" aria-busy={address.busy || props.busy}>
        <table className="wp-table" data-stack="yes">
          <caption>{caption}</caption>
          <thead>
            <tr>
              {selected === undefined ? null : (
                <th className="pick" scope="col">
                  <input
                    type="checkbox"
                    aria-label={t("table.all")}
                    checked={all}
                    onChange={() => onSelect?.(pageToggled(selected, rows.map(keyOf), all))}
                  />
                </th>
              )}
              {columns.map((column) => (
                <Head key={column.id} column={column} sort={address.sort} onSort={address.setSort} />
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={onKeyDown}>
            {table.getRowModel().rows.map((row) => (
              <tr
                key={row.id}
                data-key={row.id}
                tabIndex={onOpen || selected ? 0 : undefined}
                data-open={onOpen ? "yes" : undefined}
                aria-selected={selected?.has(row.id)}
                onClick={(event) => opensRow(event.target) && onOpen?.(row.original)}
              >
                {selected === undefined ? null : (
                  <td className="pick">
                    <input
                      type="checkbox"
                      aria-label={t("table.pick", { row: row.id })}
                      checked={selected.has(row.id)}
                      onChange={() => toggle(row.id)}
                    />
                  </td>
                )}
                <Cells row={row} columns={columns} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pages
        total={total}
        size={pageSize}
        page={address.page}
        onPage={address.setPage}
        keys={Boolean(onOpen)}
        picks={selected !== undefined}
      />
    </>
  );
}

function definitionOf<T>(column: Column<T>): ColumnDef<T> {
  return { id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original) };
}

function Cells<T>({ row, columns }: { row: Row<T>; columns: readonly Column<T>[] }) {
  return row.getVisibleCells().map((cell, at) => {
    const column = columns[at];
    return (
      <td
        key={cell.id}
        className={column?.align}
        data-title={at === 0 ? "yes" : undefined}
        data-label={at === 0 ? undefined : column?.header}
        data-narrow={column?.narrow}
      >
        {flexRender(cell.column.columnDef.cell, cell.getContext())}
      </td>
    );
  });
}

interface HeadProps<T> {
  column: Column<T>;
  sort: string;
  onSort: (sort: string) => void;
}

function Head<T>({ column, sort, onSort }: HeadProps<T>) {
  const { id, header, align, sortable } = column;
  const direction = sort === id ? "ascending" : sort === `-${id}` ? "descending" : undefined;
  const mark = direction === "ascending" ? " ↑" : direction === "descending" ? " ↓" : "";
  return (
    <th scope="col" className={align} aria-sort={direction}>
      {sortable ? (
        <button type="button" onClick={() => onSort(direction === "descending" ? id : `-${id}`)}>
          {header}
          <span aria-hidden="true">{mark}</span>
        </button>
      ) : (
        header
      )}
    </th>
  );
}

/** A click on a link, a button or a box inside the row is that one's own. */
function opensRow(target: EventTarget): boolean {
  return target instanceof Element && target.closest("a, button, input, label, select") === null;
}

function pageToggled(
  selected: ReadonlySet<string>,
  keys: readonly string[],
  all: boolean,
): ReadonlySet<string> {
  const next = new Set(selected);
  for (const key of keys) {
    if (all) next.delete(key);
    else next.add(key);
  }
  return next;
}
