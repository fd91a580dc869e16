"use client";

import { useTranslations } from "next-intl";
import { parseAsInteger, parseAsString, useQueryState } from "nuqs";
import { type ReactNode, useEffect, useMemo, useTransition } from "react";
import { DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import { isTyping } from "@/components/workplace/search-field";
import { BulkBar } from "./bulk-bar";
import { CheckTools } from "./check-tools";
import type { HoldingView } from "./holding-view";
import { holdingColumns } from "./holdings-columns";
import { checkKey, isChecked, useChecks } from "./use-checks";
import { useSelection } from "./use-selection";
import type { SumFrom } from "./use-sum";
import { type UncheckedOf, useUnchecked } from "./use-unchecked";
import "./holdings.css";

interface HoldingsTableProps {
  rows: readonly HoldingView[];
  total: number;
  pageSize: number;
  /** What the list is narrowed to, as a query. */
  query: string;
  /** Only those this browser has not checked yet. */
  unchecked: boolean;
  /** The market's origin, under which this device remembers its ledger. */
  market: string;
  empty: ReactNode;
  sumFrom: SumFrom;
  rowsFrom: (query: string, skip: number) => Promise<readonly HoldingView[]>;
  uncheckedOf: UncheckedOf;
}

/** One's own certificates: as many as there are, each checked by this browser where it was asked to. */
export function HoldingsTable(props: HoldingsTableProps) {
  const { pageSize, query, unchecked, market, empty, sumFrom, rowsFrom } = props;
  const t = useTranslations("holdings");
  const [busy, startTransition] = useTransition();
  const [, setOpen] = useQueryState(
    "c",
    parseAsString.withOptions({ shallow: false, scroll: false, history: "push", startTransition }),
  );
  const checks = useChecks(market);
  const { found } = checks;
  const [page] = useQueryState("page", parseAsInteger.withDefault(1));
  const own = useUnchecked(props.uncheckedOf, unchecked ? query : undefined, page);
  const shown = useMemo(
    () => (unchecked ? (own?.rows ?? []).filter((row) => !isChecked(found.get(checkKey(row)))) : props.rows),
    [props.rows, own, unchecked, found],
  );
  const rows = unchecked ? (own?.rows ?? []) : props.rows;
  const total = unchecked ? (own?.total ?? props.total) : props.total;
  const { chosen, selected, select, all, clear } = useSelection(rows, query);
  const columns = useMemo(
    () =>
      holdingColumns(
        (key, values) => t(key, values),
        (row) => found.get(checkKey(row)),
      ),
    [t, found],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      if (event.key === "Escape") clear();
      if (event.key === "j" && event.target === document.body) focusFirstRow();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [clear]);
  return (
    <>
      {rows.length === 0 ? null : (
        <div className="wp-tools hold-checks">
          <CheckTools checks={checks} rows={rows} total={total} query={query} rowsFrom={rowsFrom} />
          <p role="status">{saying(t, rows, found)}</p>
        </div>
      )}
      <DataTable
        caption={t("caption")}
        columns={columns}
        rows={shown}
        keyOf={({ code }) => code}
        total={total}
        pageSize={pageSize}
        onOpen={({ code }) => void setOpen(code)}
        busy={busy}
        selected={selected}
        onSelect={select}
        empty={
          unchecked && props.total > 0 ? (
            <EmptyState title={t("unchecked.title")}>{t("unchecked.text")}</EmptyState>
          ) : (
            empty
          )
        }
      />
      {rows.some((row) => found.get(checkKey(row))?.state === "verified") ? (
        <p className="hold-sealed">{t("check.counts")}</p>
      ) : null}
      {total === 0 ? null : <p className="hold-sealed">{t("sealed")}</p>}
      <BulkBar chosen={chosen} total={unchecked ? 0 : total} sumFrom={sumFrom} onAll={all} onClear={clear} />
    </>
  );
}

function focusFirstRow(): void {
  document.querySelector<HTMLTableRowElement>(".wp-table tbody tr")?.focus();
}

type Says = ReturnType<typeof useTranslations<"holdings">>;

/** One sentence about this page: how many of it this browser has checked, and how many did not hold. */
function saying(
  t: Says,
  rows: readonly HoldingView[],
  found: ReadonlyMap<string, { state: string }>,
): string {
  const states = rows.flatMap((row) => found.get(checkKey(row))?.state ?? []);
  const held = states.filter((state) => state === "verified").length;
  const wrong = states.filter((state) => state === "failed").length;
  const unknown = states.filter((state) => state === "unknown").length;
  if (states.length === 0) return t("check.saidNone");
  if (wrong > 0) return t("check.saidWrong", { wrong });
  if (unknown > 0) return t("check.saidUnknown", { held, unknown });
  return t("check.said", { held, total: rows.length });
}
