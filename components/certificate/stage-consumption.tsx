"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { grouped } from "@/components/ui/format";
import { Accounts } from "./accounts";
import type { StageProps } from "./stage";
import { useWords } from "./use-words";

/** When it was used: in the very quarter-hour it was generated in, or matched within the month. Never blurred. */
export function ConsumptionStage({ figures, kwh, line }: StageProps) {
  const t = useTranslations("certificate");
  const words = useWords();
  const b = (text: ReactNode) => <b className="nb">{text}</b>;
  const main = kwh.pieces[0];
  if (main === undefined) return null;
  const same = kwh.pieces.reduce(
    (sum, piece) => sum + (piece.productionInterval === piece.consumptionInterval ? piece.landedWh : 0),
    0,
  );
  const coincident = main.productionInterval === main.consumptionInterval;
  const { coincidentWh, landedWh } = line;
  const withheld = <span className="withheld">{t("withheld")}</span>;
  return (
    <>
      <div>
        <p className="stage-say">
          {t.rich(coincident ? "stages.consumption.same" : "stages.consumption.month", {
            b,
            day: words.day(figures.month, main.consumptionInterval),
            clock: words.clock(main.consumptionInterval),
            province: words.province(figures.unitProvince),
          })}
        </p>
        {!coincident && <p className="stage-label">{t("stages.consumption.monthly")}</p>}
      </div>
      <Accounts
        caption={t("stages.consumption.caption")}
        columns={[t("columns.thisKwh"), t("columns.contractMonth")]}
        version={kwh.n}
        rows={[
          {
            id: "same",
            label: t("rows.same"),
            values: [grouped(same), coincidentWh === undefined ? withheld : grouped(coincidentWh)],
          },
          {
            id: "month",
            label: t("rows.month"),
            values: [
              grouped(kwh.landedWh - same),
              coincidentWh === undefined || landedWh === undefined
                ? withheld
                : grouped(landedWh - coincidentWh),
            ],
          },
          {
            id: "landed",
            label: t("rows.landed"),
            values: [grouped(kwh.landedWh), landedWh === undefined ? undefined : grouped(landedWh)],
            kind: "total",
          },
          {
            id: "reading",
            label: t("rows.useReading"),
            values: [
              main.consumptionReadingWh === undefined ? withheld : grouped(main.consumptionReadingWh),
              figures.consumedWh === undefined ? withheld : grouped(figures.consumedWh),
            ],
            kind: "sub",
          },
        ]}
      />
    </>
  );
}
