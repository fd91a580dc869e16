"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { grouped, minus } from "@/components/ui/format";
import { type AccountRow, Accounts } from "./accounts";
import type { StageProps } from "./stage";
import { useWords } from "./use-words";

/** Where and when it was generated, and what else that quarter-hour and that month held. */
export function ProductionStage({ figures, kwh, line }: StageProps) {
  const t = useTranslations("certificate");
  const words = useWords();
  const b = (text: ReactNode) => <b className="nb">{text}</b>;
  const main = kwh.pieces[0];
  const plant = line.plant;
  const others = kwh.pieces.length - 1;
  if (main === undefined) return null;
  return (
    <>
      <div>
        <p className="stage-say">
          {t.rich("stages.production.say", {
            b,
            day: words.day(figures.month, main.productionInterval),
            clock: words.clock(main.productionInterval),
            province: plant === undefined ? t("withheld") : words.province(plant.province),
            plant: plant?.name ?? t("withheld"),
          })}
        </p>
        {others > 0 && (
          <p className="stage-note">
            {t("stages.production.pieces", { count: kwh.pieces.length, wh: grouped(main.landedWh) })}
          </p>
        )}
      </div>
      <Accounts
        caption={t("stages.production.caption")}
        columns={["Wh"]}
        rows={rowsOf({ figures, kwh, line }, t)}
        version={kwh.n}
      />
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<"certificate">>;

/** What the plant fed in, less all that is not here, down to this kWh; the month's sellable energy beside it. */
function rowsOf({ kwh, line }: StageProps, t: Translate): AccountRow[] {
  const main = kwh.pieces[0];
  const reading = main?.productionReadingWh;
  const used = main?.sentWh ?? 0;
  const several = kwh.pieces.length > 1;
  const withheld = <span className="withheld">{t("withheld")}</span>;
  const shown = (value: number | undefined): ReactNode => (value === undefined ? withheld : grouped(value));
  const whole: AccountRow[] = [
    { id: "quarter", label: t("rows.quarter"), values: [shown(reading)] },
    {
      id: "others",
      label: t("rows.others"),
      values: [reading === undefined ? withheld : minus(reading - used)],
    },
  ];
  const pieces: AccountRow[] = several
    ? [
        { id: "piece", label: t("rows.thisPiece"), values: [grouped(used)], kind: "total" },
        {
          id: "pieces",
          label: t("rows.otherPieces", { count: kwh.pieces.length - 1 }),
          values: [grouped(kwh.sentWh - used)],
        },
      ]
    : [];
  return [
    ...whole,
    ...pieces,
    { id: "sent", label: t("rows.oneKwhSent"), values: [grouped(kwh.sentWh)], kind: "total" },
    ...monthRows(line, t, shown(line.G)),
  ];
}

/** The plant's month: what it fed in, less the mechanism's part, is what it could sell. */
function monthRows(line: StageProps["line"], t: Translate, sellable: ReactNode): AccountRow[] {
  const { onGridWh, mechanismWh } = line;
  const whole: AccountRow[] =
    onGridWh === undefined || mechanismWh === undefined
      ? []
      : [
          { id: "month-fed", label: t("rows.monthFed"), values: [grouped(onGridWh)], kind: "sub" },
          { id: "mechanism", label: t("rows.mechanism"), values: [minus(mechanismWh)], kind: "sub" },
        ];
  return [...whole, { id: "month", label: t("rows.sellable"), values: [sellable], kind: "sub" }];
}
