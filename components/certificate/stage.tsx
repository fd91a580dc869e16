"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import { grouped } from "@/components/ui/format";
import { Icon } from "@/components/ui/icons";
import type { EvidenceStage, Figures, KwhFigures } from "@/lib/proof/verify/figures";
import type { StageState } from "@/lib/proof/verify/verdict";
import { checkCount, checksOf, markOf, type Outcome } from "./page-state";
import { ConsumptionStage } from "./stage-consumption";
import { ProductionStage } from "./stage-production";
import { SettlementStage } from "./stage-settlement";
import { TradeStage } from "./stage-trade";
import { TransmissionStage } from "./stage-transmission";

/** What every stage is given: the kWh, its line, and the whole certificate. */
export interface StageProps {
  readonly figures: Figures;
  readonly kwh: KwhFigures;
  readonly line: Figures["lines"][number];
}

const contents = {
  production: ProductionStage,
  trade: TradeStage,
  transmission: TransmissionStage,
  consumption: ConsumptionStage,
  settlement: SettlementStage,
} satisfies Record<EvidenceStage, (props: StageProps) => unknown>;

interface StageShellProps {
  stage: EvidenceStage;
  place: number;
  state: StageState;
  figures: Figures;
  kwh: KwhFigures | undefined;
  n: number;
  outcome: Outcome | undefined;
  hidden: boolean;
  open: boolean;
  onToggle: (stage: EvidenceStage) => void;
}

/** One stage: its name and state, one sentence, its account, and the way to its evidence. */
export const Stage = memo(function Stage(props: StageShellProps) {
  const { stage, place, state, figures, kwh, hidden } = props;
  const t = useTranslations("certificate");
  const line = kwh === undefined ? undefined : figures.lines[kwh.line];
  const Content = contents[stage];
  return (
    <article className="stage" data-stage={stage} data-state={state} style={{ gridColumn: place + 1 }}>
      <div className="stage-head" data-anchor="stage-head">
        <h3>{t(`stages.${stage}.name`)}</h3>
        <Badge {...props} />
      </div>
      {hidden ? (
        <HiddenStage {...props} />
      ) : kwh !== undefined && line !== undefined ? (
        <Content figures={figures} kwh={kwh} line={line} />
      ) : (
        <p className="stage-say">
          {figures.level === "minimal" ? t("stages.minimal") : t("stages.waiting", { n: grouped(props.n) })}
        </p>
      )}
      {!hidden && figures.evidence[stage].length > 0 && <EvidenceButton {...props} />}
    </article>
  );
});

/** `2 项通过`, and how many of a group ended neither way. */
function Badge({ stage, state, outcome, hidden }: StageShellProps) {
  const t = useTranslations("certificate");
  const passed = checksOf(stage).filter((id) => markOf(outcome, id, checkCount) === "true").length;
  const words =
    state === "checked"
      ? t("stages.passed", { count: passed })
      : hidden && state === "pending"
        ? t("stages.hidden")
        : t(`stages.state.${state}`);
  return <span className="stage-badge">{words}</span>;
}

/** After a failure no figure stands; the broken stage says in red what does not hold. */
function HiddenStage({ stage, state, outcome }: StageShellProps) {
  const t = useTranslations("certificate");
  const failing = outcome?.verdict?.checks.find((check) => check.group === stage && check.ok === false);
  if (state === "broken" && failing !== undefined) {
    return (
      <p className="stage-red" data-anchor="gap">
        {t(`codes.${failing.code}`)}
      </p>
    );
  }
  return (
    <p className="stage-hidden">{t(state === "checked" ? "stages.hiddenChecked" : "stages.hiddenBelow")}</p>
  );
}

function EvidenceButton({ stage, figures, open, onToggle }: StageShellProps) {
  const t = useTranslations("certificate");
  const entries = figures.evidence[stage];
  const first = entries[0];
  return (
    <Button look="link" className="stage-evidence" aria-expanded={open} onClick={() => onToggle(stage)}>
      {entries.length === 1 && first !== undefined
        ? t("evidence.one", { index: grouped(first.index) })
        : t("evidence.many", { count: entries.length })}
      <Icon name="chevron" />
    </Button>
  );
}
