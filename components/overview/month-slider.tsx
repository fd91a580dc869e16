"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { MonthBar } from "./overview-view";
import { said, scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

interface MonthSliderProps {
  months: readonly MonthBar[];
  month: string;
  english: boolean;
}

const STEP_MS = 1_600;
/** Above so many months their labels are short, and only the month looked at says how much. */
const FEW = 6;

/** A bar a month and a handle under them; plays from the first to the last, once. */
export function MonthSlider({ months, month, english }: MonthSliderProps) {
  const t = useTranslations("overview");
  const { go } = useOverviewAddress();
  const [playing, setPlaying] = useState(false);
  const at = months.findIndex((one) => one.month === month);
  const whole = ({ settledWh, unsoldWh, mechanismWh }: MonthBar) => settledWh + unsoldWh + mechanismWh;
  const most = Math.max(1, ...months.map(whole));
  const scale = scaleOf(most, english);
  useEffect(() => {
    if (!playing) return;
    const next = months[at + 1];
    const timer = setTimeout(() => {
      if (next === undefined || !go({ m: next.month })) setPlaying(false);
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, at, months, go]);
  const isMany = months.length > FEW;
  const play = () => {
    setPlaying(!playing);
    if (!playing && at === months.length - 1) go({ m: months[0]?.month });
  };
  return (
    <section className="ov-months" aria-label={t("months.title")}>
      <div className="ov-months-play">
        <button
          type="button"
          className="wp-btn"
          onClick={play}
          disabled={months.length < 2}
          aria-pressed={playing}
        >
          <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
            <path d={playing ? "M1 1H4V9H1ZM6 1H9V9H6Z" : "M1 0L10 5L1 10Z"} fill="currentColor" />
          </svg>
          {playing ? t("months.pause") : t("months.play")}
        </button>
        <p>{t("months.what", { unit: t(`unit.${scale.unit}`) })}</p>
      </div>
      <div
        className="ov-months-bars"
        data-many={isMany}
        style={{ gridTemplateColumns: `repeat(${months.length}, minmax(0, 1fr))` }}
      >
        {months.map((bar, place) => (
          <button
            key={bar.month}
            type="button"
            data-here={bar.month === month}
            data-month={bar.month}
            title={`${bar.month} · ${said(whole(bar), scale)} ${t(`unit.${scale.unit}`)}`}
            onClick={() => go({ m: bar.month })}
            tabIndex={-1}
          >
            <b>{isMany && bar.month !== month ? null : said(whole(bar), scale)}</b>
            <span className="bars" style={{ height: `${(64 * whole(bar)) / most}px` }}>
              <i data-part="mechanism" style={{ flexGrow: bar.mechanismWh }} />
              <i data-part="unsold" style={{ flexGrow: bar.unsoldWh }} />
              <i data-part="settled" style={{ flexGrow: bar.settledWh }} />
            </span>
            <span>{isMany ? bar.month.slice(5) : bar.month}</span>
            {isMany ? (
              <small>{place === 0 || bar.month.endsWith("-01") ? bar.month.slice(0, 4) : ""}</small>
            ) : null}
          </button>
        ))}
        <input
          type="range"
          min={0}
          max={Math.max(0, months.length - 1)}
          value={Math.max(0, at)}
          aria-label={t("months.title")}
          aria-valuetext={month}
          onChange={(event) => go({ m: months[Number(event.target.value)]?.month })}
        />
      </div>
      <ul className="ov-months-key">
        {(["mechanism", "unsold", "settled"] as const).map((part) => (
          <li key={part} data-part={part}>
            {t(`months.${part}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
