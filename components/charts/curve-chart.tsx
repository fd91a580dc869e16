"use client";

import { useId } from "react";
import {
  Area,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from "recharts";
import type { EnergySource } from "@/components/ui/energy-source";
import type { ChartPoint } from "./chart-points";
import "./curve-chart.css";

export interface CurveMark {
  readonly at: number;
  readonly label?: string;
}

export interface CurveTick {
  readonly at: number;
  readonly label: string;
}

interface CurveChartProps {
  points: readonly ChartPoint[];
  from: number;
  to: number;
  height: number;
  source: EnergySource;
  /** Green and hue come only with the check: before it everything is ink. */
  checked: boolean;
  showUse: boolean;
  thin: boolean;
  ticks: readonly CurveTick[];
  mark: CurveMark | undefined;
  /** Names of the curves, put on them where they fit. */
  names?: { readonly sent: string; readonly used: string };
  label: string;
}

/** Generation as a line, what was used in the same quarter-hour as its filled part, night in the ground, one zero line. */
export function CurveChart(props: CurveChartProps) {
  const { points, from, to, height, source, checked, thin, mark } = props;
  const id = useId();
  const labels = new Map(props.ticks.map((tick) => [tick.at, tick.label]));
  return (
    <div className="curve" role="img" aria-label={props.label} data-source={source} data-checked={checked}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={[...points]}
          margin={{ top: 22, right: 1, bottom: 0, left: 1 }}
          accessibilityLayer={false}
        >
          <defs>
            <pattern id={`${id}-grain`} width="5" height="5" patternUnits="userSpaceOnUse">
              <rect className="curve-wash" width="5" height="5" />
              <Grain source={source} />
            </pattern>
          </defs>
          <XAxis
            dataKey="at"
            type="number"
            domain={[from, to]}
            ticks={props.ticks.map((tick) => tick.at)}
            tickFormatter={(at: number) => labels.get(at) ?? ""}
            tickLine={false}
            axisLine={{ className: "curve-zero" }}
            interval={0}
            height={24}
          />
          <YAxis hide domain={[0, mostOf(points, props.showUse)]} />
          {nights(from, to).map(([dusk, dawn]) => (
            <ReferenceArea key={dusk} x1={dusk} x2={dawn} className="curve-night" ifOverflow="hidden" />
          ))}
          <Area
            type="stepAfter"
            dataKey="matched"
            stroke="none"
            fill={`url(#${id}-grain)`}
            fillOpacity={1}
            isAnimationActive={false}
          />
          <Line
            type="stepAfter"
            dataKey="sent"
            className="curve-sent"
            strokeWidth={thin ? 1 : 1.75}
            dot={false}
            isAnimationActive={false}
          />
          {props.showUse && (
            <Line
              type="stepAfter"
              dataKey="used"
              className="curve-used"
              strokeWidth={thin ? 1 : 1.5}
              dot={false}
              isAnimationActive={false}
            />
          )}
          {mark !== undefined && (
            <ReferenceLine
              x={mark.at}
              className="curve-mark"
              label={
                mark.label === undefined
                  ? undefined
                  : {
                      value: mark.label,
                      position: mark.at - from > (to - from) / 2 ? "insideTopRight" : "insideTopLeft",
                      offset: 6,
                      className: "curve-mark-label",
                    }
              }
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** A pattern beside the hue: dots for the sun, slanted lines for wind, ruled for the rest. */
function Grain({ source }: { source: EnergySource }) {
  if (source === "solar") return <circle className="curve-grain" cx="1.6" cy="1.6" r="1" />;
  if (source === "wind") return <path className="curve-grain-line" d="M-1 4L4 -1M1 6L6 1" />;
  return <path className="curve-grain-line" d="M0 2.5H5" />;
}

/** The highest point drawn; a month without any keeps an axis. */
function mostOf(points: readonly ChartPoint[], showUse: boolean): number {
  return points.reduce((most, point) => Math.max(most, point.sent, showUse ? point.used : 0), 0.001);
}

/** Dusk to dawn, about 18:30 to 6:30 of the market's clock; clipped to what is drawn. */
function nights(from: number, to: number): [number, number][] {
  const found: [number, number][] = [];
  for (let day = Math.floor(from / 96); day < to / 96; day++) {
    found.push([Math.max(from, day * 96), day * 96 + 26]);
    found.push([day * 96 + 74, Math.min(to, day * 96 + 96)]);
  }
  return found;
}
