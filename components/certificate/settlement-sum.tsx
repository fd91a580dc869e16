"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { memo } from "react";
import { grouped } from "@/components/ui/format";
import type { Figures, LineFigures } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { Accounts } from "./accounts";
import { type Bounds, boundsOf } from "./settlement-bounds";
import { sumRows } from "./settlement-rows";
import { useWords } from "./use-words";

interface SettlementSumProps {
  figures: Figures;
  line: LineFigures;
  state: StageState;
}

/** Min of three: bars cut at one length, the excess hatched, the binding one tagged, the sum redoable by hand. */
export const SettlementSum = memo(function SettlementSum({ figures, line, state }: SettlementSumProps) {
  const t = useTranslations("certificate");
  const words = useWords();
  const bounds = boundsOf(line);
  return (
    <section className="lower-block sum" aria-labelledby="sum-title">
      <h2 className="heading" id="sum-title">
        {t("sum.title")}
      </h2>
      {line.plant !== undefined && (
        <p className="aside">
          {t("sum.of", { plant: line.plant.name, month: words.shortMonth(figures.month) })}
        </p>
      )}
      {bounds === undefined ? (
        <p className="aside">{t("sum.withheld")}</p>
      ) : (
        <>
          <Bars bounds={bounds} line={line} checked={state === "checked"} />
          <Accounts
            caption={t("sum.caption")}
            columns={["Wh"]}
            rows={sumRows(bounds, line, t)}
            version={line.from ?? 0}
          />
        </>
      )}
    </section>
  );
});

interface BarsProps {
  bounds: Bounds;
  line: LineFigures;
  checked: boolean;
}

function Bars({ bounds, line, checked }: BarsProps) {
  const t = useTranslations("certificate");
  const { contractWh, generationWh, consumptionWh } = bounds;
  const most = Math.max(contractWh, generationWh, consumptionWh ?? 0);
  const cut = Math.min(contractWh, generationWh, consumptionWh ?? contractWh);
  const short = line.G !== undefined && line.C !== undefined && line.C > line.G;
  const bars = [
    {
      id: "contract" as const,
      value: contractWh,
      says: t("sum.contractSays", { kwh: grouped(line.contractKwh ?? 0) }),
    },
    { id: "generation" as const, value: generationWh, says: t(short ? "sum.shortSays" : "sum.enoughSays") },
    { id: "consumption" as const, value: consumptionWh, says: consumptionSays(line, t) },
  ];
  return (
    <ul className="bars" data-checked={checked}>
      {bars.map(({ id, value, says }) => (
        <li key={id} data-binds={id === line.limitedBy}>
          <p className="bar-head">
            <span>
              <b>{t(`bounds.${id}Bar`)}</b>
              {id === line.limitedBy && <span className="bar-tag">{t("sum.binds")}</span>}
            </span>
            <span className={value === undefined ? "withheld" : undefined}>
              {value === undefined ? t("withheld") : grouped(value)}
            </span>
          </p>
          {value !== undefined && <Rail value={value} cut={cut} most={most} />}
          <p className="aside">{says}</p>
        </li>
      ))}
    </ul>
  );
}

type Translate = ReturnType<typeof useTranslations<"certificate">>;

function consumptionSays({ U, D }: LineFigures, t: Translate): ReactNode {
  if (U === undefined || D === undefined) return t("sum.useAttested");
  return t(D > U ? "sum.useShort" : "sum.useEnough", { used: grouped(U), asked: grouped(D) });
}

function Rail({ value, cut, most }: { value: number; cut: number; most: number }) {
  const share = (wh: number): string => `${(wh / most) * 100}%`;
  return (
    <div className="bar-rail" aria-hidden="true">
      <i style={{ width: share(cut) }} />
      {value > cut && <u style={{ left: share(cut), width: share(value - cut) }} />}
    </div>
  );
}
