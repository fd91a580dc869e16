"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { grouped } from "@/components/ui/format";
import { Icon } from "@/components/ui/icons";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import { kwhText } from "./quantity";
import type { FiguresView, PlantView } from "./run-view";

/** Totals per plant: what it metered, what it sold, what stays unsold, and the entries that say so. */
export function PlantsTable({ figures }: { figures: FiguresView }) {
  const t = useTranslations("settlement");
  const columns = useMemo((): Column<PlantView>[] => {
    const amount = (id: string, header: string, text: (plant: PlantView) => string, sortable = true) =>
      ({ id, header, align: "end", sortable, cell: text }) as const;
    return [
      {
        id: "plant",
        header: t("plants.plant"),
        cell: ({ name, type, province }) => (
          <span>
            <Icon name={iconOf(sourceOf(type))} /> {name} <span className="line-why">{province}</span>
          </span>
        ),
      },
      amount("lines", t("plants.lines"), ({ lines }) => grouped(lines), false),
      amount("ongrid", t("plants.onGrid"), ({ onGridWh }) => kwhText(onGridWh)),
      amount("sellable", t("plants.sellable"), ({ G }) => kwhText(G), false),
      amount("wanted", t("plants.wanted"), ({ C }) => kwhText(C), false),
      amount("sent", t("plants.sent"), ({ sentWh }) => kwhText(sentWh), false),
      amount("unsold", t("plants.unsold"), ({ unsoldWh }) => kwhText(unsoldWh)),
      amount("contract", t("lines.contract"), ({ contractKwh }) => grouped(contractKwh)),
      amount("settled", t("lines.settled"), ({ settledKwh }) => grouped(settledKwh)),
      ...(figures.kind === "settled" ? [{ id: "entries", header: t("plants.entries"), cell: Entries }] : []),
    ];
  }, [t, figures.kind]);
  return (
    <DataTable
      caption={t("plants.caption", { month: figures.month })}
      columns={columns}
      rows={figures.plants}
      keyOf={({ plant }) => plant}
      total={figures.found}
      pageSize={figures.pageSize}
      empty={<EmptyState title={t("lines.none")}>{t("lines.noneWhy")}</EmptyState>}
    />
  );
}

function Entries({ settleEntry, traceEntry }: PlantView) {
  return [settleEntry, traceEntry].flatMap((entry) =>
    entry === undefined
      ? []
      : [
          <a key={entry} href={`/ledger/${entry}`} style={{ marginRight: 8 }}>
            {grouped(entry)}
          </a>,
        ],
  );
}
