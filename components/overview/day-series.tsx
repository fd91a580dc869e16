"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { grouped, shareOf } from "@/components/ui/format";
import type { DayBar } from "./overview-view";
import { said, scaleOf } from "./quantity";

interface DaySeriesProps {
  month: string;
  /** What is looked at by itself, as the address names it; empty for the whole market. */
  at: string;
  english: boolean;
  isTable: boolean;
}

/** From the ground up: ink what was matched, hatched what else was settled, outlined the rest of what was metered. */
const parts = ["matched", "settled", "rest"] as const;
const fills = { matched: "var(--ink)", settled: "url(#ov-hatch)", rest: "var(--card)" } as const;

export function DaySeries({ month, at, english, isTable }: DaySeriesProps) {
  const t = useTranslations("overview");
  const days = useDays(month, at);
  if (days === "absent" || days?.length === 0) return <p className="ov-lead">{t("days.absent")}</p>;
  if (days === undefined)
    return (
      <p className="ov-lead" aria-live="polite">
        {t("days.waiting")}
      </p>
    );
  const sum = (figure: "meteredWh" | "sentWh" | "matchedWh") =>
    days.reduce((all, day) => all + day[figure], 0);
  const total = { meteredWh: sum("meteredWh"), sentWh: sum("sentWh"), matchedWh: sum("matchedWh") };
  const scale = scaleOf(Math.max(0, ...days.map(({ meteredWh }) => meteredWh)), english);
  return (
    <>
      <p className="ov-lead">
        {t("days.says", {
          ...{ settled: shareOf(total.sentWh, total.meteredWh), unit: t(`unit.${scale.unit}`) },
          matched: shareOf(total.matchedWh, total.sentWh),
        })}
      </p>
      {isTable ? (
        <DayTable days={days} total={total} />
      ) : (
        <ResponsiveContainer width="100%" height={210}>
          <BarChart
            data={days.map(({ day, meteredWh, sentWh, matchedWh }) => ({
              ...{ day: Number(day.slice(-2)), matched: matchedWh },
              ...{ settled: sentWh - matchedWh, rest: meteredWh - sentWh },
            }))}
            accessibilityLayer
            barCategoryGap="12%"
            margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
          >
            <defs>
              <pattern id="ov-hatch" width="5" height="5" patternUnits="userSpaceOnUse">
                <rect width="5" height="5" fill="var(--tone-1)" />
                <path d="M0 5L5 0" stroke="var(--ink-2)" strokeWidth="1.2" />
              </pattern>
            </defs>
            <XAxis dataKey="day" tickLine={false} stroke="var(--ink-3)" fontSize={12} />
            <YAxis
              tickFormatter={(wh: number) => said(wh, scale, 1)}
              axisLine={false}
              tickLine={false}
              width={52}
              stroke="var(--ink-3)"
              fontSize={12}
            />
            <Tooltip
              labelFormatter={(day) => `${month}-${String(day).padStart(2, "0")}`}
              formatter={(wh) => said(Number(wh), scale, 3)}
              contentStyle={{ background: "var(--card)", borderColor: "var(--rule)" }}
              cursor={{ fill: "var(--pick)" }}
            />
            {parts.map((part) => (
              <Bar
                key={part}
                dataKey={part}
                name={t(`days.${part}`)}
                stackId="all"
                fill={fills[part]}
                stroke="var(--ink-2)"
                strokeWidth={0.8}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      )}
      <ul className="ov-days-key">
        {parts.map((part) => (
          <li key={part} data-part={part}>
            {t(`days.${part}`)}
          </li>
        ))}
      </ul>
    </>
  );
}

function DayTable({ days, total }: { days: readonly DayBar[]; total: Omit<DayBar, "day"> }) {
  const t = useTranslations("overview.days");
  return (
    <table className="ov-table">
      <thead>
        <tr>
          <th scope="col">{t("day")}</th>
          {(["metered", "sent", "matched"] as const).map((one) => (
            <th key={one} scope="col" className="end">
              {t(one)} Wh
            </th>
          ))}
          <th scope="col" className="end">
            {t("share")}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...days, { day: t("sum"), ...total }].map(({ day, meteredWh, sentWh, matchedWh }) => (
          <tr key={day}>
            <th scope="row">{day}</th>
            <td className="end">{grouped(meteredWh)}</td>
            <td className="end">{grouped(sentWh)}</td>
            <td className="end">{grouped(matchedWh)}</td>
            <td className="end">{shareOf(matchedWh, sentWh)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Undefined until the answer is there. */
function useDays(month: string, at: string): readonly DayBar[] | "absent" | undefined {
  const address = `/overview/days?m=${month}${at === "" ? "" : `&at=${encodeURIComponent(at)}`}`;
  const [found, setFound] = useState<{ address: string; days: readonly DayBar[] | "absent" }>();
  useEffect(() => {
    const stop = new AbortController();
    const set = (days: readonly DayBar[] | "absent") => setFound({ address, days });
    fetch(address, { signal: stop.signal })
      .then(async (answer) => set(answer.ok ? await answer.json() : "absent"))
      .catch(() => stop.signal.aborted || set("absent"));
    return () => stop.abort();
  }, [address]);
  return found?.address === address ? found.days : undefined;
}
