"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { grouped, minus } from "@/components/ui/format";
import { Accounts } from "./accounts";
import type { StageProps } from "./stage";
import { useWords } from "./use-words";

/** Who bought it from whom, how, and how much of the contract was settled. Prices are the holder's alone. */
export function TradeStage({ figures, kwh, line }: StageProps) {
  const t = useTranslations("certificate");
  const words = useWords();
  const b = (text: ReactNode) => <b>{text}</b>;
  const nb = (text: ReactNode) => <span className="nb">{text}</span>;
  const withheld = <span className="withheld">{t("withheld")}</span>;
  const { contractKwh, settledKwh, deviationKwh } = line;
  return (
    <>
      <p className="stage-say">
        {t.rich("stages.trade.say", {
          b,
          nb,
          holder: figures.holder?.name ?? t("stages.trade.someone"),
          plant: line.plant?.name ?? t("withheld"),
          mode: t(`modes.${line.mode ?? "unknown"}`),
          term: t(`terms.${line.term ?? "unknown"}`),
          month: words.shortMonth(figures.month),
          kwh: contractKwh === undefined ? t("withheld") : grouped(contractKwh),
        })}
      </p>
      <Accounts
        caption={t("stages.trade.caption")}
        columns={["kWh"]}
        version={kwh.line}
        rows={[
          {
            id: "contract",
            label: t("rows.contract", { month: words.shortMonth(figures.month) }),
            values: [contractKwh === undefined ? withheld : grouped(contractKwh)],
          },
          {
            id: "deviation",
            label: t("rows.deviation"),
            values: [deviationKwh === undefined ? withheld : minus(deviationKwh)],
          },
          {
            id: "settled",
            label: t("rows.settled"),
            values: [settledKwh === undefined ? withheld : grouped(settledKwh)],
            kind: "total",
          },
          { id: "energy", label: t("rows.energyPrice"), values: [withheld], kind: "sub" },
          { id: "environment", label: t("rows.environmentPrice"), values: [withheld], kind: "sub" },
        ]}
      />
    </>
  );
}
