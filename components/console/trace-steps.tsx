import Link from "next/link";
import type { ReactNode } from "react";
import "./console.css";

/** `stop` is what the way on waits for; `now` what comes next; `later` what cannot begin yet. */
export type StepState = "done" | "now" | "stop" | "later";

export interface TraceStep {
  readonly id: string;
  readonly title: string;
  /** What there is, in numbers. */
  readonly say: ReactNode;
  /** What is missing, where something is. */
  readonly lack?: ReactNode;
  readonly state: StepState;
  readonly href?: string;
}

/** The way from one end to the other as one line: solid as far as it has come, dashed where it has not. */
export function TraceSteps({ label, steps }: { label: string; steps: readonly TraceStep[] }) {
  return (
    <ol className="trace-steps" aria-label={label}>
      {steps.map((step) => (
        <li key={step.id} data-state={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <Node state={step.state} />
          <div>
            {step.href === undefined ? (
              <b>{step.title}</b>
            ) : (
              <Link href={step.href} prefetch={false}>
                {step.title}
              </Link>
            )}
            <p>{step.say}</p>
            {step.lack === undefined ? null : <p className="lack">{step.lack}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Node({ state }: { state: StepState }) {
  return (
    <svg className="trace-node" viewBox="0 0 20 20" aria-hidden="true">
      {state === "stop" ? (
        <>
          <path className="stop" d="M10 1.5 18.5 10 10 18.5 1.5 10Z" />
          <path className="bang" d="M10 6v5M10 13.2v1.2" />
        </>
      ) : (
        <circle cx="10" cy="10" r="7.5" className={state} />
      )}
    </svg>
  );
}
