"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { grouped } from "@/components/ui/format";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { Ending } from "./certificates-table";
import type { IssuePlanView, PlannedView } from "./issuing-view";

/** Who gets a certificate for the month, in the order of issue, and who does not and why. */
export function IssuePlan({ plan }: { plan: IssuePlanView }) {
  const t = useTranslations("exchange.certificates");
  const columns = useMemo((): Column<PlannedView>[] => {
    return [
      { id: "unit", header: t("unit"), cell: ({ unit, unitName }) => `${unit} ${unitName}` },
      { id: "holder", header: t("holder"), cell: ({ holder }) => holder },
      { id: "lines", header: t("lines"), align: "end", cell: ({ lines }) => grouped(lines) },
      { id: "kwh", header: "kWh", align: "end", cell: ({ kwh }) => <b>{grouped(kwh)}</b> },
      {
        id: "code",
        header: t("code"),
        cell: ({ code }) => (code === undefined ? t("plan.waiting") : <Ending code={code} />),
      },
    ];
  }, [t]);
  return (
    <>
      <DataTable
        caption={t("plan.caption", { month: plan.month })}
        columns={columns}
        rows={plan.planned}
        keyOf={({ unit }) => unit}
        total={plan.plannedCount}
        pageSize={plan.pageSize}
        prefix="plan"
        empty={<p>{t("plan.nobody")}</p>}
      />
      {plan.nothing.length === 0 ? null : (
        <details>
          <summary>{t("plan.nothing", { count: plan.nothing.length })}</summary>
          <ul>
            {plan.nothing.map(({ unit, unitName, holder, lines }) => (
              <li key={unit}>{t("plan.nothingOf", { unit: `${unit} ${unitName}`.trim(), holder, lines })}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
