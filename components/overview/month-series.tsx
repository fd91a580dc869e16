"use client";

import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import type { MonthBar } from "./overview-view";
import type { Scale } from "./quantity";
import { StackedBars } from "./stacked-bars";

const made = ["settledWh", "unsoldWh", "mechanismWh"] as const;
const fills = { settledWh: "ink", unsoldWh: "hatched", mechanismWh: "paper", receivedWh: "ruled" } as const;

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
