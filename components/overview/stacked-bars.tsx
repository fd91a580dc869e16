"use client";

import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { type Scale, said } from "./quantity";

/** A part of every bar: hatches and outlines tell them apart, not hue. */
export interface BarPart {
  /** The field of a row that says how much, in Wh. */
  readonly key: string;
  readonly name: string;
  readonly fill: keyof typeof fills;
  /** Parts of one stack stand on each other. */
  readonly stack: string;
}

const fills = {
  ink: "var(--ink)",
  paper: "var(--card)",
  hatched: "url(#ov-hatched)",
  ruled: "url(#ov-ruled)",
} as const;

interface StackedBarsProps {
  rows: readonly Readonly<Record<string, string | number | undefined>>[];
  /** The field of a row that names it on the axis. */
  by: string;
  parts: readonly BarPart[];
  scale: Scale;
  height: number;
  /** What the pointer is told of a row's name. */
  label?: (name: string) => string;
}

export function StackedBars({ rows, by, parts, scale, height, label = (name) => name }: StackedBarsProps) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={[...rows]}
        accessibilityLayer
        barCategoryGap="12%"
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
      >
        <defs>
          <pattern id="ov-hatched" width="5" height="5" patternUnits="userSpaceOnUse">
            <rect width="5" height="5" fill="var(--tone-1)" />
            <path d="M0 5L5 0" stroke="var(--ink-2)" strokeWidth="1.2" />
          </pattern>
          <pattern id="ov-ruled" width="8" height="4" patternUnits="userSpaceOnUse">
            <rect width="8" height="4" fill="var(--card)" />
            <path d="M0 1H8" stroke="var(--ink)" strokeWidth="1.4" />
          </pattern>
        </defs>
        <XAxis dataKey={by} tickLine={false} stroke="var(--ink-3)" fontSize={12} />
        <YAxis
          tickFormatter={(wh: number) => said(wh, scale, 1)}
          axisLine={false}
          tickLine={false}
          width={52}
          stroke="var(--ink-3)"
          fontSize={12}
        />
        <Tooltip
          labelFormatter={(name) => label(String(name))}
          formatter={(wh) => said(Number(wh), scale, 3)}
          contentStyle={{ background: "var(--card)", borderColor: "var(--rule)" }}
          cursor={{ fill: "var(--pick)" }}
        />
        {parts.map(({ key, name, fill, stack }) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            stackId={stack}
            fill={fills[fill]}
            stroke="var(--ink-2)"
            strokeWidth={0.8}
            maxBarSize={44}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
