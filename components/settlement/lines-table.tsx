"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { grouped, minus, percentOfPpm, shareOf } from "@/components/ui/format";
import { Icon } from "@/components/ui/icons";
import { type Column, DataTable } from "@/components/workplace/data-table";
import { EmptyState } from "@/components/workplace/empty-state";
import { kwhText } from "./quantity";
import { Rulers } from "./rulers";
import type { FiguresView, LineView } from "./run-view";

/** Every line with the three quantities it is the least of, and the arithmetic under the one that binds. */
export function LinesTable({ figures }: { figures: FiguresView }) {
  const t = useTranslations("settlement");
  const columns = useMemo((): Column<LineView>[] => {
    return [
      { id: "number", header: t("lines.number"), cell: (line) => <Named line={line} /> },
      { id: "plant", header: t("lines.way"), cell: (line) => <Way line={line} /> },
      amount("contract", t("lines.contract"), ({ contractKwh }) => grouped(contractKwh)),
      amount("settled", t("lines.settled"), ({ settledKwh }) => grouped(settledKwh), true),
      amount("deviation", t("lines.deviation"), ({ deviationKwh }) => minus(deviationKwh)),
      { ...amount("sent", t("lines.sent"), ({ sentWh }) => kwhText(sentWh)), narrow: "hide" },
      {
        id: "rulers",
        header: t("lines.three"),
        cell: (line) => <Rulers line={line} label={threeSaid(t, line)} />,
      },
      {
        id: "limit",
        header: t("lines.limit"),
        cell: ({ limitedBy }) =>
          limitedBy === "contract" ? t("limit.contract") : <b>{t(`limit.${limitedBy}`)}</b>,
      },
    ];
  }, [t]);
  return (
    <DataTable
      caption={t("lines.caption", { month: figures.month })}
      columns={columns}
      rows={figures.lines}
      keyOf={({ contract }) => contract}
      total={figures.found}
      pageSize={figures.pageSize}
      empty={<EmptyState title={t("lines.none")}>{t("lines.noneWhy")}</EmptyState>}
    />
  );
}

function amount(
  id: string,
  header: string,
  text: (line: LineView) => string,
  strong = false,
): Column<LineView> {
  const cell = (line: LineView) => (strong ? <b>{text(line)}</b> : text(line));
  return { id, header, align: "end", sortable: true, cell };
}

function threeSaid(t: ReturnType<typeof useTranslations<"settlement">>, line: LineView): string {
  return t("lines.threeSaid", {
    contract: grouped(line.contractKwh),
    generation: kwhText(line.quotaWh),
    consumption: kwhText(line.allowanceWh),
  });
}

function Named({ line }: { line: LineView }) {
  return (
    <>
      {line.number}
      <div className="line-why">
        {line.unitName} {line.unitProvince}
      </div>
    </>
  );
}

function Way({ line }: { line: LineView }) {
  const t = useTranslations("settlement");
  const { G, C, U, D, limitedBy } = line;
  const path = line.path.map(({ name, lossPpm }) =>
    t("lines.channel", { name, loss: percentOfPpm(lossPpm) }),
  );
  return (
    <div>
      <Icon name={iconOf(sourceOf(line.plantType))} /> {line.plantName}{" "}
      <span className="line-why">
        {path.length === 0
          ? t("lines.within", { province: line.plantProvince })
          : [line.plantProvince, ...path, line.unitProvince].join(" → ")}
      </span>
      {limitedBy === "generation" ? (
        <div className="line-why">
          {t("lines.generationWhy", { have: kwhText(G), want: kwhText(C), share: shareOf(G, C) })}
        </div>
      ) : null}
      {limitedBy === "consumption" ? (
        <div className="line-why">
          {t("lines.consumptionWhy", { have: kwhText(U), want: kwhText(D), share: shareOf(U, D) })}
        </div>
      ) : null}
    </div>
  );
}
