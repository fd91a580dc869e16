"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { grouped } from "@/components/ui/format";
import type { OverviewView } from "./overview-view";
import { said, scaleOf } from "./quantity";

const parts = ["settledWh", "unsoldWh", "mechanismWh"] as const;
const fills = { settledWh: "var(--ink)", unsoldWh: "var(--tone-3)", mechanismWh: "var(--tone-1)" } as const;

/** Month after month: of the market, or of what is looked at by itself. */
export function Series({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const [isTable, setTable] = useState(false);
  const months = view.focus?.months ?? view.months;
  const largest = Math.max(0, ...months.map((one) => one.settledWh + one.unsoldWh + one.mechanismWh));
  const scale = scaleOf(largest, view.english);
  return (
    <section className="ov-part ov-series" aria-labelledby="series-title">
      <header>
        <h2 id="series-title">
          {view.focus === undefined ? t("series.title") : t("series.of", { name: view.focus.name })}
        </h2>
        <p>
          <span>{t(`unit.${scale.unit}`)}</span>
          <button type="button" onClick={() => setTable(!isTable)} aria-pressed={isTable}>
            {isTable ? t("asPicture") : t("asTable")}
          </button>
        </p>
      </header>
      {isTable ? (
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
