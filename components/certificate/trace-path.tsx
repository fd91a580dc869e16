"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Fragment, memo, useCallback, useRef, useState } from "react";
import { sourceOf } from "@/components/ui/energy-source";
import type { EvidenceStage, Figures, KwhFigures } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { KwhPicker } from "./kwh-picker";
import { type Outcome, stages } from "./page-state";
import { Stage } from "./stage";
import { TraceLine } from "./trace-line";
import { useWide } from "./use-device";

/** One press away, and loaded on that press. */
const EvidencePanel = dynamic(() => import("./evidence-panel").then((module) => module.EvidencePanel), {
  ssr: false,
});

interface TracePathProps {
  figures: Figures;
  /** The kWh that is picked; its figures follow when they are there. */
  n: number;
  kwh: KwhFigures | undefined;
  states: Readonly<Record<EvidenceStage, StageState>>;
  outcome: Outcome | undefined;
  ledgerHolds: boolean;
  hidden: boolean;
  amber: boolean;
  onPick: (n: number) => void;
}

/** The picker and the five stages, joined by one line whose colour is what this device has checked. */
export const TracePath = memo(function TracePath(props: TracePathProps) {
  const { figures, n, kwh, states, hidden } = props;
  const t = useTranslations("certificate");
  const wide = useWide();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<readonly EvidenceStage[]>([]);
  const toggle = useCallback(
    (stage: EvidenceStage) =>
      setOpen((before) => {
        if (before.includes(stage)) return before.filter((one) => one !== stage);
        return wide ? [stage] : [...before, stage];
      }),
    [wide],
  );
  // A certificate holds at least one kWh; a claim of none says that the server itself could not read it.
  const withheld = figures.level === "minimal" || figures.settledKwh < 1;
  return (
    <div className="trace" ref={box} data-kwh={kwh?.n}>
      {!withheld && !hidden && (
        <KwhPicker
          n={n}
          total={figures.settledKwh}
          lines={figures.lines}
          here={kwh?.line ?? lineAt(figures, n)}
          onPick={props.onPick}
        />
      )}
      <section className="path" aria-labelledby="path-title">
        <header data-anchor="path-header">
          <h2 className="heading" id="path-title">
            {t("path.title")}
          </h2>
          <p className="aside">{t("path.says")}</p>
        </header>
        {stages.map((stage, index) => (
          <Fragment key={stage}>
            <Stage
              stage={stage}
              place={index}
              state={states[stage]}
              figures={figures}
              kwh={kwh}
              n={n}
              outcome={props.outcome}
              hidden={hidden}
              open={open.includes(stage)}
              onToggle={toggle}
            />
            {open.includes(stage) && !hidden && (
              <EvidencePanel stage={stage} entries={figures.evidence[stage]} size={figures.ledger.size} />
            )}
          </Fragment>
        ))}
      </section>
      <TraceLine
        box={box}
        share={withheld || hidden ? undefined : (n - 0.5) / figures.settledKwh}
        kwh={kwh}
        source={sourceOf(figures.lines[kwh?.line ?? 0]?.plant?.type)}
        states={states}
        ledgerHolds={props.ledgerHolds}
        amber={props.amber}
        ruled={!hidden}
      />
    </div>
  );
});

/** Index of the line that kWh `n` lies in, by the lines' own places on the axis. */
function lineAt(figures: Figures, n: number): number | undefined {
  const found = figures.lines.findIndex(
    ({ from, settledKwh }) =>
      from !== undefined && settledKwh !== undefined && n > from && n <= from + settledKwh,
  );
  return found < 0 ? undefined : found;
}
