"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { grouped } from "@/components/ui/format";
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
        columns={[t("columns.quarter"), t("columns.plantMonth")]}
        rows={rowsOf({ figures, kwh, line }, t)}
        version={kwh.n}
      />
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<"certificate">>;

/** The quarter-hour's reading and the month's sellable energy, each split into what is here and the rest. */
function rowsOf({ kwh, line }: StageProps, t: Translate): AccountRow[] {
  const main = kwh.pieces[0];
  const reading = main?.productionReadingWh;
  const used = main?.sentWh ?? 0;
  const unknown = <span className="withheld">{t("withheld")}</span>;
  const rest = (whole: number | undefined, part: number | undefined): ReactNode =>
    whole === undefined || part === undefined ? unknown : grouped(whole - part);
  const shown = (value: number | undefined): ReactNode => (value === undefined ? unknown : grouped(value));
  return [
    { id: "this", label: t("rows.thisShare"), values: [grouped(used), shown(line.sentWh)], kind: "this" },
    { id: "rest", label: t("rows.rest"), values: [rest(reading, used), rest(line.G, line.sentWh)] },
    { id: "all", label: t("rows.onGrid"), values: [shown(reading), shown(line.G)], kind: "total" },
    ...(kwh.pieces.length > 1
      ? [
          {
            id: "pieces",
            label: t("rows.otherPieces", { count: kwh.pieces.length - 1 }),
            values: [grouped(kwh.sentWh - used), ""],
            kind: "sub" as const,
          },
        ]
      : []),
    { id: "sent", label: t("rows.oneKwhSent"), values: [grouped(kwh.sentWh), ""], kind: "this" },
  ];
}
