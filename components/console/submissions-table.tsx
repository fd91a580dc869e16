"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo } from "react";
import { momentOf } from "@/components/ledger/moment";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import { Drawer } from "@/components/workplace/overlays";
import "./console.css";
import type { GatewayView, SubmissionView } from "./gateway-view";
import { SubmissionDetail } from "./submission-detail";

const marks = { accepted: "●", refused: "✕", pending: "○" } as const;
const looks = { accepted: undefined, refused: "wrong", pending: "look" } as const;
const sources = ["person", "job", "cli", "machine"] as const;

/** Every command that reached the gateway; a row opens what was in its envelope and what was answered. */
export function SubmissionsTable({ view }: { view: GatewayView }) {
  const t = useTranslations("exchange.gateway");
  const types = useTranslations("ledger.types");
  const none = view.isNarrowed ? "none" : "never";
  const [, setOpen] = useQueryState("s", parseAsString.withOptions({ shallow: false, scroll: false }));
  const columns = useMemo((): Column<SubmissionView>[] => {
    return [
      { id: "time", header: t("columns.time"), cell: ({ time }) => momentOf(time) },
      { id: "type", header: t("columns.type"), cell: ({ type }) => types(typeKey(type)) },
      {
        id: "source",
        header: t("columns.source"),
        cell: ({ source }) => t(`source.${sources.find((one) => one === source) ?? "other"}`),
      },
      { id: "who", header: t("columns.who"), cell: ({ who }) => who || "—" },
      { id: "state", header: t("columns.state"), cell: ({ state }) => <Outcome state={state} /> },
      {
        id: "code",
        header: t("columns.code"),
        cell: ({ code }) => (code === "" ? "—" : <span className="mono">{code}</span>),
      },
      {
        id: "latency",
        header: t("columns.latency"),
        align: "end",
        sortable: true,
        cell: ({ latencyMs }) => (latencyMs === undefined ? "…" : `${grouped(latencyMs)} ms`),
      },
      {
        id: "entry",
        header: t("columns.entry"),
        align: "end",
        cell: ({ entry }) => (entry === undefined ? "—" : <a href={`/ledger/${entry}`}>{grouped(entry)}</a>),
      },
    ];
  }, [t, types]);
  return (
    <>
      <DataTable
        caption={t("columns.type")}
        columns={columns}
        rows={view.rows}
        keyOf={({ id }) => id}
        total={view.total}
        pageSize={view.pageSize}
        onOpen={({ id }) => void setOpen(id)}
        empty={<EmptyState title={t(`${none}.title`)}>{t(`${none}.text`)}</EmptyState>}
      />
      <Drawer
        open={view.detail !== undefined}
        onClose={() => void setOpen(null)}
        title={t("detail.title")}
        width="narrow"
      >
        {view.detail === undefined ? null : <SubmissionDetail submission={view.detail} />}
      </Drawer>
    </>
  );
}

export function Outcome({ state }: Pick<SubmissionView, "state">) {
  const t = useTranslations("exchange.gateway.state");
  return (
    <span>
      <span className="console-mark" data-look={looks[state]} aria-hidden="true">
        {marks[state]}
      </span>
      {t(state)}
    </span>
  );
}
