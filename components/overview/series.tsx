"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { DaySeries } from "./day-series";
import { MonthSeries } from "./month-series";
import type { OverviewView } from "./overview-view";
import { scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

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
  const ofAt = at === "" ? "" : `&at=${at}`;
  const months = view.focus?.months ?? view.months;
  const largest = Math.max(
    0,
    ...months.map((one) => one.settledWh + one.unsoldWh + one.mechanismWh),
    ...months.map(({ receivedWh = 0 }) => receivedWh),
  );
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
          <a href={`/overview/${isByDay ? "days?as=csv" : "export?of=months"}&m=${month}${ofAt}`}>
            {t("csv")}
          </a>
        </p>
      </header>
      {isByDay ? (
        <DaySeries month={month} at={at} english={english} isTable={isTable} />
      ) : (
        <MonthSeries {...{ months, scale, isTable, at }} />
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
