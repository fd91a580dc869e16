"use client";

import { type CSSProperties, type RefObject, useId } from "react";
import { type EnergySource, iconOf } from "@/components/ui/energy-source";
import { Icon, type IconName } from "@/components/ui/icons";
import type { EvidenceStage, KwhFigures } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { type LineDrawing, lineAcross, lineDown } from "./line-geometry";
import { stages } from "./page-state";
import { type Measured, useAnchors } from "./use-anchors";

interface TraceLineProps {
  box: RefObject<HTMLDivElement | null>;
  /** Where on the axis the line sets out, 0–1; without it there is no lead. */
  share: number | undefined;
  kwh: KwhFigures | undefined;
  /** What generated it: the glyph on the first stage. */
  source: EnergySource;
  states: Readonly<Record<EvidenceStage, StageState>>;
  ledgerHolds: boolean;
  amber: boolean;
}

/**
 * The one line: ink until this device has checked a stage, then green, stage by stage. Where a stage is broken it
 * is torn, and everything below stays ink.
 */
export function TraceLine(props: TraceLineProps) {
  const measured = useAnchors(props.box, props.share, props.kwh);
  const id = useId();
  if (measured === undefined) return null;
  const drawing = (measured.wide ? lineAcross : lineDown)(measured.band, measured.anchors);
  const { width, height } = measured;
  return (
    <svg
      className="trace-line"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      data-settled={props.kwh !== undefined}
      aria-hidden="true"
      focusable="false"
    >
      <clipPath id={`${id}-checked`}>
        {stages.map((stage, index) => (
          <rect key={stage} {...spanOf(measured, index)} style={reveal(props.states[stage], measured.wide)} />
        ))}
      </clipPath>
      <g className="trace-ink">
        <Body drawing={drawing} />
      </g>
      <g className="trace-ok" clipPath={`url(#${id}-checked)`}>
        <Body drawing={drawing} />
      </g>
      {props.amber && <path className="trace-rule trace-amber" d={drawing.rule} />}
      <path className="trace-strands" d={drawing.strands} />
      <path className="trace-tear" d={drawing.tear} />
      {props.share !== undefined && (
        <Lead drawing={drawing} measured={measured} green={props.ledgerHolds && greenAt(props.states, 0)} />
      )}
      <Dots drawing={drawing} wide={measured.wide} states={props.states} source={props.source} />
    </svg>
  );
}

function greenAt(states: TraceLineProps["states"], index: number): boolean {
  const stage = stages[index];
  return stage !== undefined && states[stage] === "checked";
}

function Body({ drawing }: { drawing: LineDrawing }) {
  return (
    <>
      <path d={drawing.band} className="trace-band" />
      {drawing.losses.map(({ path, width }) => (
        <path key={path} d={path} className="trace-loss" strokeWidth={width} />
      ))}
      <path d={drawing.rule} className="trace-rule" />
    </>
  );
}

/** The part of the line that belongs to a stage. Losses hang beside the band, so spans reach past it. */
function spanOf(measured: Measured, index: number) {
  const from = measured.borders[index] ?? 0;
  const to = measured.borders[index + 1] ?? from;
  const span = Math.max(0, to - from);
  return measured.wide
    ? { x: from, y: 0, width: span, height: measured.height }
    : { x: -60, y: from, width: measured.width + 120, height: span };
}

/** A stage's green runs in along the line. */
function reveal(state: StageState, wide: boolean): CSSProperties {
  const shown = state === "checked" ? 1 : 0;
  return {
    transform: wide ? `scaleX(${shown})` : `scaleY(${shown})`,
    transformBox: "fill-box",
    transformOrigin: "0 0",
    transition: "transform var(--draw)",
  };
}

function Lead({ drawing, measured, green }: { drawing: LineDrawing; measured: Measured; green: boolean }) {
  const { x, y } = measured.anchors.thumb;
  return (
    <g className="trace-lead" data-green={green}>
      <path d={drawing.lead} fill="none" strokeWidth="3" />
      <path d={`M${x} ${y - 38}V${y}`} className="trace-needle" />
      <circle cx={x} cy={y} r="7" />
    </g>
  );
}

const glyphs: Record<Exclude<EvidenceStage, "production">, IconName> = {
  trade: "trade",
  transmission: "transmission",
  consumption: "consumption",
  settlement: "settlement",
};

function Dots({
  drawing,
  wide,
  states,
  source,
}: Pick<TraceLineProps, "states" | "source"> & { drawing: LineDrawing; wide: boolean }) {
  const r = wide ? 17 : 13;
  return stages.map((stage, index) => {
    const dot = drawing.dots[index];
    if (dot === undefined) return null;
    return (
      <g key={stage} className="trace-dot" data-state={states[stage]}>
        <circle cx={dot.x} cy={dot.y} r={r} />
        <svg x={dot.x - r * 0.62} y={dot.y - r * 0.62} width={r * 1.24} height={r * 1.24} aria-hidden="true">
          <Icon name={stage === "production" ? iconOf(source) : glyphs[stage]} className="" />
        </svg>
      </g>
    );
  });
}
