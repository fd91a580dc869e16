"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { momentOf } from "@/components/ledger/moment";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import "./console.css";
import type { TrailRow } from "./trail-view";

interface TrailTableProps {
  rows: readonly TrailRow[];
  total: number;
  pageSize: number;
}

/** Entries with the people and keys behind them, newest first. */
export function TrailTable({ rows, total, pageSize }: TrailTableProps) {
  const t = useTranslations("exchange.audit");
  const types = useTranslations("ledger.types");
  const columns = useMemo((): Column<TrailRow>[] => {
    return [
      {
        id: "index",
        header: t("index"),
        cell: ({ index }) => <a href={`/ledger/${index}`}>{grouped(index)}</a>,
      },
      { id: "time", header: t("time"), cell: ({ time }) => momentOf(time) },
      { id: "what", header: t("what"), cell: ({ type }) => types(typeKey(type)) },
      { id: "who", header: t("who"), cell: (row) => <Who row={row} /> },
      { id: "object", header: t("object"), cell: ({ codes }) => <Objects codes={codes} /> },
    ];
  }, [t, types]);
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      keyOf={({ index }) => String(index)}
      total={total}
      pageSize={pageSize}
      empty={<EmptyState title={t("none.title")}>{t("none.text")}</EmptyState>}
    />
  );
}

const KEYS_SHOWN = 3;

function Who({ row: { person, keys } }: { row: TrailRow }) {
  const t = useTranslations("exchange.audit");
  return (
    <>
      {person === "" ? null : <b>{person} </b>}
      {keys.slice(0, KEYS_SHOWN).map(({ keyId, name, custody, device }) => (
        <div key={keyId} className="dim">
          {name} <span title={keyId}>{t(`custody.${custody}`)}</span>
          {device === undefined ? null : ` ${t("account", { name: device })}`}{" "}
          <span className="mono">{keyId.slice(0, 8)}</span>
        </div>
      ))}
      {keys.length > KEYS_SHOWN ? <div className="dim">{`+${keys.length - KEYS_SHOWN}`}</div> : null}
    </>
  );
}

const CODES_SHOWN = 2;

function Objects({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("exchange.audit");
  if (codes.length === 0) return "—";
  if (codes.length > CODES_SHOWN) return t("objects", { count: codes.length });
  return codes.map((code) => (
    <div key={code} className="mono" title={code}>
      <a href={`?q=${code}`}>{`${code.slice(2, 3)} …${code.slice(-8)}`}</a>
    </div>
  ));
}
