"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { shareOf } from "@/components/ui/format";
import { kwh } from "./amounts";
import { Column, Margins, Scale, Sun } from "./heat-parts";
import { HeatTable } from "./heat-table";
import {
  ALL_HOURS,
  CELL_H,
  cellWidth,
  DAY_BAR,
  type HeatColumn,
  type HeatView,
  LEFT,
  MAP_W,
  NO_MATCH,
  shade,
  shareFor,
  TOP,
} from "./heat-view";
import "./dashboard.css";

/** Ink is what was matched in the same quarter-hour: hours down, days or months across. Arrows go from cell to cell. */
export function HeatMap({ heat }: { heat: HeatView }) {
  const t = useTranslations("dashboard");
  const [at, setAt] = useState<{ hour: number; column: number }>();
  const id = useId();
  const { columns, by } = heat;
  const w = cellWidth(heat);
  const bottom = TOP + 24 * CELL_H;
  const height = bottom + 24 + DAY_BAR + 6;
  const shown = at === undefined ? undefined : columns[at.column];
  const onKeyDown = (event: KeyboardEvent) => {
    const [down, right] = steps[event.key] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const from = at ?? { hour: 12, column: 0 };
    setAt({
      hour: Math.min(23, Math.max(0, from.hour + down)),
      column: Math.min(columns.length - 1, Math.max(0, from.column + right)),
    });
  };
  const said = shown === undefined || at === undefined ? t("heat.hint") : readOut(t, shown, at.hour);
  return (
    <figure className="db-heat">
      <p className="db-heat-head" id={id}>
        <b>{t("heat.what")}</b>
        <Scale />
      </p>
      <div
        className="db-heat-box"
        role="slider"
        tabIndex={0}
        aria-valuemin={0}
        aria-valuemax={24 * columns.length - 1}
        aria-valuenow={at === undefined ? 0 : 24 * at.column + at.hour}
        aria-valuetext={said}
        aria-labelledby={id}
        onKeyDown={onKeyDown}
      >
        <svg viewBox={`0 0 ${MAP_W} ${height}`} data-by={by} aria-hidden="true">
          {[0, 6, 12, 18, 24].map((hour) => (
            <text key={hour} x={LEFT - 7} y={TOP + hour * CELL_H + 4} textAnchor="end">
              {hour}
            </text>
          ))}
          {columns.map((column, c) => (
            <g key={column.id} transform={`translate(${LEFT + c * w} 0)`}>
              <Column column={column} bottom={bottom} by={by} w={w} index={c} />
              {ALL_HOURS.map((hour) => (
                <rect
                  key={hour}
                  x="0"
                  y={TOP + hour * CELL_H}
                  width={w - 1}
                  height={CELL_H - 1}
                  style={{ fill: shade(shareFor(column.hours[hour] ?? NO_MATCH)) }}
                  onPointerEnter={() => setAt({ hour, column: c })}
                />
              ))}
            </g>
          ))}
          {heat.sun.length === 0
            ? null
            : (["rise", "set"] as const).map((side) => <Sun key={side} heat={heat} side={side} />)}
          {at === undefined ? null : (
            <rect
              className="cursor"
              x={LEFT + at.column * w - 1}
              y={TOP + at.hour * CELL_H - 1}
              width={w + 1}
              height={CELL_H + 1}
            />
          )}
        </svg>
      </div>
      <Margins heat={heat} />
      <p className="db-heat-read" aria-live="polite">
        {said}
      </p>
      <details className="db-how">
        <summary>{t("heat.table")}</summary>
        <HeatTable heat={heat} />
      </details>
    </figure>
  );
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function readOut(
  t: ReturnType<typeof useTranslations<"dashboard">>,
  column: HeatColumn,
  hour: number,
): string {
  const match = column.hours[hour] ?? NO_MATCH;
  return t("heat.cell", {
    when: column.full,
    from: hour,
    to: hour + 1,
    share: shareOf(match.partWh, match.ofWh),
    part: kwh(match.partWh),
    of: kwh(match.ofWh),
  });
}
