"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { grouped } from "@/components/ui/format";
import { DaySeries } from "./day-series";
import type { OverviewView } from "./overview-view";
import { said, scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

const parts = ["settledWh", "unsoldWh", "mechanismWh"] as const;
const fills = { settledWh: "var(--ink)", unsoldWh: "var(--tone-3)", mechanismWh: "var(--tone-1)" } as const;

/** Month after month: of the market, or of what is looked at by itself. */
export function Series({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const [isTable, setTable] = useState(false);
  const { fields, turn } = useOverviewAddress();
  const { focus, month, english } = view;
  // A channel makes nothing: it has no days of generation.
  const canByDay = focus?.kind !== "channel";
  const isByDay = canByDay && fields.get("series") === "day";
  const at = focus === undefined ? "" : `${focus.kind}:${focus.key}`;
  const months = view.focus?.months ?? view.months;
  const largest = Math.max(0, ...months.map((one) => one.settledWh + one.unsoldWh + one.mechanismWh));
  const scale = scaleOf(largest, view.english);
  return (
    <section className="ov-part ov-series" aria-labelledby="series-title">
      <header>
        <h2 id="series-title">{titleOf(t, focus?.name, isByDay ? month : undefined)}</h2>
        <p>
          {isByDay ? null : <span>{t(`unit.${scale.unit}`)}</span>}
          {canByDay
            ? (["month", "day"] as const).map((by) => (
                <button
                  key={by}
                  type="button"
                  aria-pressed={isByDay === (by === "day")}
                  onClick={() => turn({ series: by === "day" ? "day" : undefined })}
                >
                  {t(`series.by.${by}`)}
                </button>
              ))
            : null}
          <button type="button" onClick={() => setTable(!isTable)} aria-pressed={isTable}>
            {isTable ? t("asPicture") : t("asTable")}
          </button>
          {isByDay ? (
            <a href={`/overview/days?as=csv&m=${month}${at === "" ? "" : `&at=${at}`}`}>{t("csv")}</a>
          ) : null}
        </p>
      </header>
      {isByDay ? (
        <DaySeries month={month} at={at} english={english} isTable={isTable} />
      ) : isTable ? (
        <table className="ov-table">
          <thead>
            <tr>
              <th scope="col">{t("series.month")}</th>
              {parts.map((part) => (
                <th key={part} scope="col" className="end">
                  {t(`series.${part}`)} Wh
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {months.map((one) => (
              <tr key={one.month}>
                <th scope="row">{one.month}</th>
                {parts.map((part) => (
                  <td key={part} className="end">
                    {grouped(one[part])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <ResponsiveContainer width="100%" height={190}>
          <BarChart data={[...months]} accessibilityLayer margin={{ top: 8, right: 0, bottom: 0, left: 0 }}>
            <XAxis dataKey="month" tickLine={false} stroke="var(--ink-3)" fontSize={12} />
            <YAxis
              tickFormatter={(wh: number) => said(wh, scale, 1)}
              axisLine={false}
              tickLine={false}
              width={44}
              stroke="var(--ink-3)"
              fontSize={12}
            />
            <Tooltip
              formatter={(wh) => said(Number(wh), scale, 3)}
              contentStyle={{ background: "var(--card)", borderColor: "var(--rule)" }}
              cursor={{ fill: "var(--pick)" }}
            />
            {parts.map((part) => (
              <Bar
                key={part}
                dataKey={part}
                name={t(`series.${part}`)}
                stackId="all"
                fill={fills[part]}
                stroke="var(--rule)"
                maxBarSize={44}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      )}
    </section>
  );
}

function titleOf(
  t: ReturnType<typeof useTranslations<"overview">>,
  name: string | undefined,
  month: string | undefined,
): string {
  if (month === undefined) return name === undefined ? t("series.title") : t("series.of", { name });
  return name === undefined ? t("days.title", { month }) : t("days.of", { name, month });
}
