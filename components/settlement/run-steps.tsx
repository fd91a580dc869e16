import { useTranslations } from "next-intl";
import { type StepState, type TraceStep, TraceSteps } from "@/components/console/trace-steps";
import { grouped } from "@/components/ui/format";
import type { RunPlan } from "./run-view";

interface RunStepsProps {
  plan: RunPlan;
  stage: "open" | "frozen" | "settled" | "finished";
  blocked: boolean;
  finishEntry?: number;
}

/** Freeze, settle, trace, finish as one line. */
export function RunSteps({ plan, stage, blocked, finishEntry }: RunStepsProps) {
  const t = useTranslations("settlement");
  const { plants, settled, traced, frozen } = plan;
  const finished = stage === "finished";
  const reached = [frozen, frozen && settled === plants, frozen && traced === plants && plants > 0, finished];
  const next = reached.indexOf(false);
  const state = (at: number): StepState =>
    reached[at] ? "done" : at !== next ? "later" : at === 0 && blocked ? "stop" : "now";
  const count = (done: number) =>
    frozen ? t("steps.plants", { done: grouped(done), all: grouped(plants) }) : t("steps.notYet");
  const steps: TraceStep[] = [
    {
      id: "freeze",
      title: t("steps.freeze"),
      say: t(frozen ? "steps.frozen" : "steps.notYet"),
      state: state(0),
    },
    { id: "settle", title: t("steps.settle"), say: count(settled), state: state(1) },
    { id: "trace", title: t("steps.trace"), say: count(traced), state: state(2) },
    {
      id: "finish",
      title: t("steps.finish"),
      say: finishEntry === undefined ? t("steps.notYet") : t("steps.entry", { entry: grouped(finishEntry) }),
      state: state(3),
      ...(finishEntry === undefined ? {} : { href: `/ledger/${finishEntry}` }),
    },
  ];
  return <TraceSteps label={t("steps.label")} steps={steps} />;
}
