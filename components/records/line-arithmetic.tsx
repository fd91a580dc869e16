"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { grouped, percentOfPpm } from "@/components/ui/format";
import { type LineInput, type SettledLine, settleLine, wholeSentWh } from "@/lib/market/settlement/rules";
import type { LineFigures } from "./line-view";
import "./records.css";

/** The smallest of three, worked out again here by the market's own rules, and what each channel took. */
export function LineArithmetic({ figures }: { figures: LineFigures }) {
  const t = useTranslations("records.drawer");
  const [again, setAgain] = useState<SettledLine>();
  useEffect(() => setAgain(settleLine(figures.input)), [figures]);
  const { input, stored } = figures;
  const agrees =
    again !== undefined &&
    again.settledKwh === stored.settledKwh &&
    again.sentWh === stored.sentWh &&
    again.landedWh === stored.landedWh &&
    again.limitedBy === stored.limitedBy;
  return (
    <>
      <p
        role="status"
        data-agrees={again === undefined ? "waiting" : agrees}
        className={again && (agrees ? "rec-checked" : "rec-differs")}
      >
        {again === undefined
          ? t("waiting")
          : agrees
            ? `✓ ${t("recomputed")}`
            : t("differs", { stored: grouped(stored.settledKwh), again: grouped(again.settledKwh) })}
      </p>
      {again === undefined ? null : <Three input={input} again={again} />}
      {again === undefined || again.edges.length === 0 ? null : <Flow figures={figures} again={again} />}
    </>
  );
}

function Three({ input, again }: { input: LineInput; again: SettledLine }) {
  const t = useTranslations("records");
  const wanted = wholeSentWh(input.contractKwh, input.path);
  const quota = input.C > input.G ? "quotaScaled" : "quotaWhole";
  const allowance = input.D > input.U ? "allowanceScaled" : "allowanceWhole";
  const rows = [
    { id: "contract", wh: 1000 * input.contractKwh, note: "" },
    {
      id: "quota",
      wh: again.quotaWh,
      note: t(`drawer.${quota}`, { wanted: grouped(wanted), G: grouped(input.G), C: grouped(input.C) }),
    },
    {
      id: "allowance",
      wh: again.allowanceWh,
      note: t(`drawer.${allowance}`, {
        ...{ wanted: grouped(1000 * input.contractKwh), U: grouped(input.U), D: grouped(input.D) },
      }),
    },
  ];
  const binding = { contract: "contract", generation: "quota", consumption: "allowance" }[again.limitedBy];
  return (
    <section className="rec-part">
      <h3>{t("drawer.sum")}</h3>
      <p>{t("drawer.sumLead")}</p>
      <table className="rec-three">
        <tbody>
          {rows.map(({ id, wh, note }) => (
            <tr key={id} data-binds={id === binding ? "yes" : undefined}>
              <th scope="row">
                {t(`drawer.${id}`)}
                {note === "" ? null : <small>{note}</small>}
              </th>
              <td className="end">{grouped(wh)} Wh</td>
            </tr>
          ))}
          <tr className="sum">
            <th scope="row">
              {t("drawer.settled")} · {t("drawer.limitedBy", { limit: t(`limit.${again.limitedBy}`) })}
            </th>
            <td className="end">{grouped(again.settledKwh)} kWh</td>
          </tr>
        </tbody>
      </table>
    </section>
  );
}

function Flow({ figures: { input, channels }, again }: { figures: LineFigures; again: SettledLine }) {
  const t = useTranslations("records");
  return (
    <section className="rec-part">
      <h3>{t("drawer.flow")}</h3>
      <table className="rec-three rec-flow">
        <thead>
          <tr>
            <th scope="col">{t("column.path")}</th>
            {(["sentWh", "lossWh", "landedWh"] as const).map((id) => (
              <th key={id} scope="col" className="end">
                {t(`column.${id}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {again.edges.map(({ sentWh, lossWh, landedWh }, at) => (
            <tr key={channels[at]}>
              <th scope="row">
                {channels[at]} {percentOfPpm(input.path[at]?.lossPpm ?? 0)}
              </th>
              {Object.entries({ sentWh, lossWh, landedWh }).map(([id, wh]) => (
                <td key={id} className="end" data-label={t(`column.${id}`)}>
                  {grouped(wh)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
