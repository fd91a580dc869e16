"use client";

import type { CSSProperties, RefObject } from "react";
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
  /** After a failure nothing was settled: no double rule. */
  ruled: boolean;
}

/**
 * The one line: ink until this device has checked a stage, then green, stage by stage. Where a stage is broken it
 * is torn, and everything below stays ink.
 */
export function TraceLine(props: TraceLineProps) {
  const measured = useAnchors(props.box, props.share, props.kwh, props.ruled);
  if (measured === undefined) return null;
  const drawing = (measured.wide ? lineAcross : lineDown)(measured.band, measured.anchors);
  const { width, height } = measured;
  return (
    <div className="trace-line" data-settled={props.kwh !== undefined || !props.ruled} aria-hidden="true">
      <svg className="trace-ink" width={width} height={height} aria-hidden="true">
        <Body drawing={drawing} />
      </svg>
      {stages.map((stage, index) => (
        <div
          key={stage}
          className="trace-span"
          data-along={measured.wide ? "x" : "y"}
          data-checked={props.states[stage] === "checked"}
          style={spanOf(measured, index, props.states[stage])}
        >
          <svg className="trace-ok" width={width} height={height} aria-hidden="true">
            <Body drawing={drawing} />
          </svg>
        </div>
      ))}
      <svg width={width} height={height} aria-hidden="true">
        {props.amber && <path className="trace-rule trace-amber" d={drawing.rule} />}
        <path className="trace-strands" d={drawing.strands} />
        <path className="trace-tear" d={drawing.tear} />
        {props.share !== undefined && (
          <Lead drawing={drawing} measured={measured} green={props.ledgerHolds && greenAt(props.states, 0)} />
        )}
        <Dots drawing={drawing} wide={measured.wide} states={props.states} source={props.source} />
      </svg>
    </div>
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

/** How far a span reaches past the page's column on a phone, for the double rule; its margin is 20. */
const reach = 18;

/** Neighbouring windows share a pixel, so that no seam shows between two green stages. */
const overlap = 1;

/** The window through which a stage's green is seen: it opens along the line once the stage is checked. */
function spanOf(measured: Measured, index: number, state: StageState): CSSProperties {
  const from = measured.borders[index] ?? 0;
  const length =
    state === "checked" ? Math.max(0, (measured.borders[index + 1] ?? from) - from + overlap) : 0;
  return measured.wide
    ? { left: from, width: length, top: 0, height: measured.height, ["--shift-x" as string]: `${-from}px` }
    : {
        left: -reach,
        width: measured.width + 2 * reach,
        top: from,
        height: length,
        ["--shift-x" as string]: `${reach}px`,
        ["--shift-y" as string]: `${-from}px`,
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
