"use client";

import Link from "next/link";
import { parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/workplace/data-table";
import type { CellView, RecordRowView, RecordTableView } from "./record-view";

interface RecordTableProps {
  table: RecordTableView;
  empty: ReactNode;
}

/** Records of any kind, as the server read and worded them; a row that opens does so in the address. */
export function RecordTable({ table, empty }: RecordTableProps) {
  const [, setOpen] = useQueryState(
    "r",
    parseAsString.withOptions({ shallow: false, scroll: false, history: "push" }),
  );
  const { caption, columns, rows, total, pageSize, opens } = table;
  const shown = columns.map(
    (column, at): Column<RecordRowView> => ({ ...column, cell: ({ cells }) => cellOf(cells[at]) }),
  );
  return (
    <DataTable
      caption={caption}
      columns={shown}
      rows={rows}
      keyOf={({ key }) => key}
      total={total}
      pageSize={pageSize}
      empty={empty}
      {...(opens && { onOpen: ({ key }: RecordRowView) => void setOpen(key) })}
    />
  );
}

function cellOf(cell: CellView | undefined): ReactNode {
  if (cell === undefined || typeof cell === "string") return cell;
  return (
    <Link href={cell.href} prefetch={false} className="rec-link">
      {cell.text}
    </Link>
  );
}
