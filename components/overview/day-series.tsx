"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { grouped, shareOf } from "@/components/ui/format";
import type { DayBar } from "./overview-view";
import { scaleOf } from "./quantity";
import { StackedBars } from "./stacked-bars";

interface DaySeriesProps {
  month: string;
  /** What is looked at by itself, as the address names it; empty for the whole market. */
  at: string;
  english: boolean;
  isTable: boolean;
}

/** From the ground up: ink what was matched, hatched what else was settled, outlined the rest of what was metered. */
const parts = ["matched", "settled", "rest"] as const;
const fills = { matched: "ink", settled: "hatched", rest: "paper" } as const;

export function DaySeries({ month, at, english, isTable }: DaySeriesProps) {
  const t = useTranslations("overview");
  const [again, setAgain] = useState(0);
  const days = useDays(month, at, again);
  if (days === "failed")
    return (
      <p className="ov-lead" role="status">
        {t("days.failed")}{" "}
        <button type="button" className="wp-btn" onClick={() => setAgain(again + 1)}>
          {t("days.again")}
        </button>
      </p>
    );
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
        <DayTable {...{ days, total, at }} />
      ) : (
        <StackedBars
          rows={days.map(({ day, meteredWh, sentWh, matchedWh }) => ({
            ...{ day: Number(day.slice(-2)), matched: matchedWh },
            ...{ settled: sentWh - matchedWh, rest: meteredWh - sentWh },
          }))}
          by="day"
          parts={parts.map((key) => ({ key, name: t(`days.${key}`), fill: fills[key], stack: "metered" }))}
          scale={scale}
          height={210}
          label={(day) => `${month}-${day.padStart(2, "0")}`}
        />
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

interface DayTableProps {
  days: readonly DayBar[];
  total: Omit<DayBar, "day">;
  at: string;
}

function DayTable({ days, total, at }: DayTableProps) {
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
            <td className="end">
              {day.length === DAY_LENGTH ? (
                <a href={readingsOf(day, at)}>{grouped(meteredWh)}</a>
              ) : (
                grouped(meteredWh)
              )}
            </td>
            <td className="end">{grouped(sentWh)}</td>
            <td className="end">{grouped(matchedWh)}</td>
            <td className="end">{shareOf(matchedWh, sentWh)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const DAY_LENGTH = "2026-10-01".length;

/** The readings that a day's metered energy is the sum of. */
function readingsOf(day: string, at: string): string {
  const [kind, key] = at.split(":");
  const whose = kind === undefined || key === undefined ? "" : `&${kind}=${key}`;
  return `/overview/records?kind=readings&role=production&day=${day}${whose}`;
}

type Found = readonly DayBar[] | "absent" | "failed";

/** Undefined until the answer is there; `failed` where none came, which says nothing of the month. */
function useDays(month: string, at: string, again: number): Found | undefined {
  const address = `/overview/days?m=${month}${at === "" ? "" : `&at=${encodeURIComponent(at)}`}`;
  const [found, setFound] = useState<{ asked: string; days: Found }>();
  const asked = `${address} ${again}`;
  useEffect(() => {
    const stop = new AbortController();
    const set = (days: Found) => setFound({ asked, days });
    fetch(address, { signal: stop.signal })
      .then(async (answer) =>
        set(answer.ok ? await answer.json() : answer.status === 404 ? "absent" : "failed"),
      )
      .catch(() => stop.signal.aborted || set("failed"));
    return () => stop.abort();
  }, [address, asked]);
  return found?.asked === asked ? found.days : undefined;
}
