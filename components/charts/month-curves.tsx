"use client";

import { useTranslations } from "next-intl";
import { sourceOf } from "@/components/ui/energy-source";
import { grouped } from "@/components/ui/format";
import { clockOf, placeInMonth } from "@/lib/units/interval";
import { pointsOf } from "./chart-points";
import type { LineCurve } from "./claimed-curves";
import { CurveChart } from "./curve-chart";
import { MonthTable } from "./month-table";

interface MonthCurvesProps {
  curve: LineCurve;
  plantType: string | undefined;
  /** `9 月` */
  month: string;
  /** The picked kWh and its production interval. */
  n: number | undefined;
  interval: number | undefined;
  checked: boolean;
  showUse: boolean;
  wide: boolean;
}

/** The month quarter-hour by quarter-hour, and the day of the picked kWh beside it. */
export function MonthCurves(props: MonthCurvesProps) {
  const { curve, month, n, interval, checked, showUse, wide } = props;
  const t = useTranslations("certificate");
  const source = sourceOf(props.plantType);
  const intervals = curve.sentWh.length;
  const days = intervals / 96;
  const day = interval === undefined ? 0 : placeInMonth(interval).day - 1;
  const dayName = t("date.day", { month, day: String(day + 1) });
  const most = Math.max(...curve.sentWh, ...(showUse ? curve.consumedWh : []));
  const shared = { source, checked, showUse };
  const monthDays = [1, 5, 10, 15, 20, 25, days];
  const mark = interval === undefined ? undefined : { at: interval + 0.5 };
  return (
    <>
      <div className="curves">
        <figure>
          <figcaption>
            {month}
            <span className="aside">{t("month.axis", { max: grouped(Math.round(most / 1000)) })}</span>
          </figcaption>
          <CurveChart
            {...shared}
            points={pointsOf(curve, 0, intervals, wide ? 2 : 8)}
            from={0}
            to={intervals}
            height={wide ? 260 : 170}
            thin
            ticks={monthDays.map((one) => ({ at: (one - 0.5) * 96, label: String(one) }))}
            mark={mark}
            label={t("month.chartLabel", { month })}
          />
        </figure>
        <figure>
          <figcaption>
            {dayName}
            <span className="aside curve-key">
              <i data-key="sent" data-checked={checked} data-source={source} />
              {t("month.sent")}
              {showUse && (
                <>
                  <i data-key="used" />
                  {t("month.used")}
                </>
              )}
            </span>
          </figcaption>
          <CurveChart
            {...shared}
            points={pointsOf(curve, day * 96, day * 96 + 96, 1)}
            from={day * 96}
            to={day * 96 + 96}
            height={wide ? 260 : 220}
            thin={false}
            ticks={[0, 6, 12, 18, 24].map((hour) => ({
              at: day * 96 + hour * 4,
              label: t("month.hour", { hour: String(hour) }),
            }))}
            mark={
              mark && {
                ...mark,
                label: t("month.mark", {
                  n: grouped(n ?? 0),
                  clock: clockOf(placeInMonth(interval ?? 0).index),
                }),
              }
            }
            label={t("month.dayLabel", { day: dayName })}
          />
        </figure>
      </div>
      <details className="curve-data">
        <summary className="btn btn-link curve-open">{t("month.table")}</summary>
        <div>
          <MonthTable curve={curve} month={month} showUse={showUse} />
        </div>
      </details>
    </>
  );
}
