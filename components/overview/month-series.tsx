"use client";

import { useTranslations } from "next-intl";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { grouped } from "@/components/ui/format";
import type { MonthBar } from "./overview-view";
import { type Scale, said } from "./quantity";

const made = ["settledWh", "unsoldWh", "mechanismWh"] as const;
const fills = {
  settledWh: "var(--ink)",
  unsoldWh: "url(#ov-unsold)",
  mechanismWh: "var(--card)",
  receivedWh: "url(#ov-received)",
} as const;

interface MonthSeriesProps {
  months: readonly MonthBar[];
  scale: Scale;
  isTable: boolean;
}

/** Month after month, what became of the generation; beside it, for a province that receives, what landed there. */
export function MonthSeries({ months, scale, isTable }: MonthSeriesProps) {
  const t = useTranslations("overview.series");
  const hasReceived = months.some(({ receivedWh = 0 }) => receivedWh > 0);
  const parts = hasReceived ? ([...made, "receivedWh"] as const) : made;
  if (isTable)
    return (
      <table className="ov-table">
        <thead>
          <tr>
            <th scope="col">{t("month")}</th>
            {parts.map((part) => (
              <th key={part} scope="col" className="end">
                {t(part)} Wh
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
                  {grouped(one[part] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  return (
    <>
      <ResponsiveContainer width="100%" height={190}>
        <BarChart data={[...months]} accessibilityLayer margin={{ top: 8, right: 0, bottom: 0, left: 0 }}>
          <defs>
            <pattern id="ov-unsold" width="5" height="5" patternUnits="userSpaceOnUse">
              <rect width="5" height="5" fill="var(--tone-1)" />
              <path d="M0 5L5 0" stroke="var(--ink-2)" strokeWidth="1.2" />
            </pattern>
            <pattern id="ov-received" width="8" height="4" patternUnits="userSpaceOnUse">
              <rect width="8" height="4" fill="var(--card)" />
              <path d="M0 1H8" stroke="var(--ink)" strokeWidth="1.4" />
            </pattern>
          </defs>
          <XAxis dataKey="month" tickLine={false} stroke="var(--ink-3)" fontSize={12} />
          <YAxis
            tickFormatter={(wh: number) => said(wh, scale, 1)}
            axisLine={false}
            tickLine={false}
            width={52}
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
              name={t(part)}
              stackId={part === "receivedWh" ? "received" : "made"}
              fill={fills[part]}
              stroke="var(--ink-2)"
              strokeWidth={0.8}
              maxBarSize={44}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
      <ul className="ov-days-key">
        {parts.map((part) => (
          <li key={part} data-part={part}>
            {t(part)}
          </li>
        ))}
      </ul>
    </>
  );
}
