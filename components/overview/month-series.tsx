"use client";

import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { Linked } from "./flow-table";
import type { MonthBar } from "./overview-view";
import type { Scale } from "./quantity";
import { StackedBars } from "./stacked-bars";

const made = ["settledWh", "unsoldWh", "mechanismWh"] as const;
const fills = { settledWh: "ink", unsoldWh: "hatched", mechanismWh: "paper", receivedWh: "ruled" } as const;

/** The records that a month's figure is the sum of: lines for what was settled or received, plants for the rest. */
function recordsOf(part: keyof typeof fills, month: string, at: string): string {
  const [kind = "", key = ""] = at.split(":");
  const records = `/overview/records?month=${month}`;
  if (part === "receivedWh") return `${records}&to=${key}`;
  if (part === "settledWh")
    return key === "" ? records : `${records}&${kind === "province" ? "from" : kind}=${key}`;
  return `${records}&kind=plants${key === "" ? "" : `&${kind}=${key}`}`;
}

interface MonthSeriesProps {
  months: readonly MonthBar[];
  scale: Scale;
  isTable: boolean;
  /** What is looked at by itself, as the address names it; empty for the whole market. */
  at: string;
}

/** Month after month, what became of the generation; beside it, for a province that receives, what landed there. */
export function MonthSeries({ months, scale, isTable, at }: MonthSeriesProps) {
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
                  <Linked text={grouped(one[part] ?? 0)} href={recordsOf(part, one.month, at)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  return (
    <>
      <StackedBars
        rows={months.map((one) => ({ ...one }))}
        by="month"
        parts={parts.map((key) => ({
          ...{ key, name: t(key), fill: fills[key] },
          stack: key === "receivedWh" ? "received" : "made",
        }))}
        scale={scale}
        height={190}
      />
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
