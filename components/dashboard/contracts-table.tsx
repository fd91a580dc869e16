"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useTransition } from "react";
import { grouped, minus } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import { FilterSelect } from "@/components/workplace/filter-select";
import { SearchField } from "@/components/workplace/search-field";
import { ContractDrawer } from "./contract-drawer";
import type { ContractsView } from "./contracts-view";
import type { ContractView } from "./dashboard-view";
import { SourceGlyph } from "./source-glyph";
import "./dashboard.css";

const modes = ["bilateral", "listing", "rolling", "auction"] as const;
const states = ["open", "full", "generation", "consumption"] as const;

/** One's own contracts; what narrows, sorts and opens them stands in the address. */
export function ContractsTable({ view }: { view: ContractsView }) {
  const t = useTranslations("dashboard");
  const [busy, startTransition] = useTransition();
  const [open, setOpen] = useQueryState(
    "open",
    parseAsString.withOptions({ shallow: false, scroll: false, startTransition }),
  );
  const columns = useColumns();
  const shown = open === null ? undefined : (view.rows.find(({ code }) => code === open) ?? view.open);
  return (
    <>
      <div className="db-filters">
        <SearchField label={t("contracts.search")} />
        <FilterSelect
          label={t("contracts.month")}
          field="month"
          all={t("contracts.any")}
          choices={view.months}
        />
        <FilterSelect
          label={t("contracts.plant")}
          field="plant"
          all={t("contracts.any")}
          choices={view.plants}
        />
        <FilterSelect
          label={t("contracts.unit")}
          field="unit"
          all={t("contracts.any")}
          choices={view.units}
        />
        <FilterSelect
          label={t("contracts.mode")}
          field="mode"
          all={t("contracts.any")}
          choices={modes.map((value) => ({ value, label: t(`contracts.modeName.${value}`) }))}
        />
        <FilterSelect
          label={t("contracts.state")}
          field="state"
          all={t("contracts.any")}
          choices={states.map((value) => ({ value, label: t(`contracts.stateName.${value}`) }))}
        />
      </div>
      <DataTable
        caption={t("contracts.caption")}
        columns={columns}
        rows={view.rows}
        keyOf={({ code }) => code}
        total={view.total}
        pageSize={view.pageSize}
        onOpen={({ code }) => void setOpen(code)}
        busy={busy}
        empty={
          <EmptyState
            title={t("contracts.none")}
            action={<ActionLink href="/dashboard/contracts">{t("contracts.clear")}</ActionLink>}
          >
            {t("contracts.noneWhy")}
          </EmptyState>
        }
      />
      {shown === undefined ? null : <ContractDrawer contract={shown} onClose={() => void setOpen(null)} />}
    </>
  );
}

function useColumns(): readonly Column<ContractView>[] {
  const t = useTranslations("dashboard");
  return useMemo(() => {
    const amount = (
      id: string,
      header: string,
      text: (one: ContractView) => string,
    ): Column<ContractView> => {
      return { id, header: `${header} kWh`, align: "end", sortable: true, cell: text };
    };
    return [
      { id: "number", header: t("contracts.number"), sortable: true, cell: ({ number }) => number },
      { id: "month", header: t("contracts.month"), sortable: true, cell: ({ month }) => month },
      { id: "unit", header: t("contracts.unit"), cell: ({ unitName }) => unitName },
      {
        id: "plant",
        header: t("contracts.plant"),
        cell: ({ plantName, plantType }) => (
          <span>
            <SourceGlyph type={plantType} /> {plantName}
          </span>
        ),
      },
      {
        id: "mode",
        header: t("contracts.mode"),
        narrow: "hide",
        cell: ({ mode }) => t(`contracts.modeName.${mode}`),
      },
      amount("contract", t("account.contract"), ({ contractKwh }) => grouped(contractKwh)),
      amount("settled", t("account.settled"), ({ settled }) => (settled ? grouped(settled.settledKwh) : "…")),
      amount("deviation", t("account.deviation"), ({ settled }) =>
        settled ? minus(settled.deviationKwh) : "…",
      ),
      {
        id: "state",
        header: t("contracts.state"),
        cell: ({ settled }) => {
          const state =
            settled === undefined ? "open" : settled.limitedBy === "contract" ? "full" : settled.limitedBy;
          return t(`contracts.stateName.${state}`);
        },
      },
    ];
  }, [t]);
}
