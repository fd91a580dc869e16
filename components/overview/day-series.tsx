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
