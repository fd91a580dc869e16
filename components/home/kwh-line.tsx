"use client";

import { type RefObject, useEffect, useState } from "react";
import { stages } from "@/components/certificate/page-state";
import type { EvidenceStage } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { type LineShape, lineShape, type Spot } from "./line-shape";

interface KwhLineProps {
  /** The box that holds the stages' and the members' words, marked `data-spot`. */
  box: RefObject<HTMLElement | null>;
  /** Share of the sent energy that lands. */
  landed: number;
  states: Readonly<Record<EvidenceStage, StageState>>;
  /** How each member's strand stands, in the order of the rows. */
  strands: readonly StrandState[];
}

/** Ink until this device has checked the member's signature; loose where the member does not agree. */
export type StrandState = "pending" | "checked" | "loose";

/** The one line: ink until this device has checked a stage, then green; torn where a stage is broken. */
export function KwhLine({ box, landed, states, strands }: KwhLineProps) {
  const shape = useShape(box, landed);
  if (shape === undefined) return null;
  const broken = stages.findIndex((stage) => states[stage] === "broken");
  const strandsLive = broken < 0;
  return (
    <svg className="way-line" aria-hidden="true" focusable="false" data-torn={broken >= 0}>
      {shape.loss !== undefined && (
        <path
          className="way-loss"
          data-state={states.transmission}
          d={shape.loss.path}
          strokeWidth={shape.loss.width}
        />
      )}
      {shape.bodies.map((path, index) => {
        const stage = stages[index] ?? "settlement";
        return index === broken ? null : (
          <path key={stage} className="way-body" data-state={states[stage]} d={path} />
        );
      })}
      {shape.strands.map(({ path, end }, index) => {
        const state = strandsLive ? (strands[index] ?? "pending") : "pending";
        return (
          <g key={path} data-state={state} className="way-strand">
            <path d={path} strokeWidth={shape.strandWidth + 0.25} />
            <circle cx={end[0]} cy={end[1]} r="5.5" />
          </g>
        );
      })}
      {shape.dots.map(([x, y], index) =>
        index === broken ? null : <circle key={stages[index]} className="way-dot" cx={x} cy={y} r="4" />,
      )}
    </svg>
  );
}

/** Measured again whenever the words move: another kWh, another width, the faces of the type arriving. */
function useShape(box: RefObject<HTMLElement | null>, landed: number): LineShape | undefined {
  const [shape, setShape] = useState<LineShape>();
  useEffect(() => {
    const root = box.current;
    if (root === null) return;
    const read = (): void => setShape(measure(root, landed));
    read();
    const observer = new ResizeObserver(read);
    observer.observe(root);
    for (const word of root.querySelectorAll("[data-spot]")) observer.observe(word);
    return () => observer.disconnect();
  }, [box, landed]);
  return shape;
}

function measure(root: HTMLElement, landed: number): LineShape | undefined {
  const origin = root.getBoundingClientRect();
  const spots = (name: string): Spot[] =>
    [...root.querySelectorAll(`[data-spot=${name}]`)].map((word) => {
      const { left, top, width, height } = word.getBoundingClientRect();
      return { x: left - origin.left, y: top - origin.top, width, height };
    });
  const wide = window.matchMedia("(min-width: 1120px)").matches;
  return lineShape({ wide, stages: spots("stage"), members: spots("member"), landed });
}
