"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import { fellShort, type JobView, underWay } from "@/components/jobs/job-view";
import { type RunOutcome, useRuns } from "@/components/jobs/use-runs";
import { grouped } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import "@/components/console/console.css";
import type { RunPlan } from "./run-view";
import { SecondSigner } from "./second-signer";
import "./settlement.css";

interface RunBoxProps {
  plan: RunPlan;
  /** Something stands in the way: nothing can be begun. */
  blocked: boolean;
  /** The newest run of the month, where there is one. */
  job: JobView | undefined;
  offerSecond: (keyId: string, job: string) => Promise<string>;
}

/** What will be signed, the one button, and from then on how far it is. */
export function RunBox({ plan, blocked, job, offerSecond }: RunBoxProps) {
  const t = useTranslations("settlement.run");
  const flaws = useTranslations("jobs.flaws");
  const { start } = useRuns();
  const [begun, setBegun] = useState<string>();
  const [flaw, setFlaw] = useState<Extract<RunOutcome, { state: "refused" }>["code"]>();
  const running = underWay(begun, job);
  const go = async () => {
    const outcome = await start({ name: "settle", month: plan.month, kwh: plan.settledKwh }, plan.settledKwh);
    setFlaw(outcome.state === "refused" ? outcome.code : undefined);
    if (outcome.state === "started") setBegun(outcome.job);
  };
  if (running !== undefined) {
    return (
      <div className="run-box" data-run={running}>
        <h3>{t("running", { month: plan.month })}</h3>
        <JobProgress key={running} job={running} {...(job?.id === running ? { initial: job } : {})} />
        <SecondSigner job={running} month={plan.month} offer={offerSecond} />
        <p className="line-why">{t("reload")}</p>
      </div>
    );
  }
  return (
    <div className="run-box">
      <h3>{t("title")}</h3>
      <p>{t("willSign")}</p>
      <Steps plan={plan} />
      {plan.twoPersonKwh !== undefined && plan.settledKwh > plan.twoPersonKwh ? (
        <Notice look="notice">
          {t("twoPerson", { settled: grouped(plan.settledKwh), limit: grouped(plan.twoPersonKwh) })}
        </Notice>
      ) : null}
      <p className="line-why">{t("final")}</p>
      {job === undefined || !fellShort(job) ? null : <JobProgress key={job.id} job={job.id} initial={job} />}
      {flaw === undefined ? null : <Notice look="wrong">{t("failed", { reason: flaws(flaw) })}</Notice>}
      <div className="wp-tools">
        <Action look="do" disabled={blocked} onClick={() => void go()}>
          {t(plan.frozen ? "go" : blocked || plan.settledKwh === 0 ? "confirm" : "confirmKwh", {
            month: plan.month,
            kwh: grouped(plan.settledKwh),
          })}
        </Action>
      </div>
    </div>
  );
}

function Steps({ plan }: { plan: RunPlan }) {
  const t = useTranslations("settlement.run");
  const { plants, frozen, settled, traced, meters } = plan;
  const done = (count: number) => (count === 0 ? "" : ` (${t("done", { count })})`);
  return (
    <ol className="console-steps" style={{ maxWidth: 560 }}>
      {meters > 0 && !frozen ? (
        <li>
          <span>{t("close")}</span>
          <span>{t("times", { count: meters })}</span>
        </li>
      ) : null}
      <li>
        <span>{t("freeze")}</span>
        <span>{frozen ? t("done", { count: 1 }) : t("once")}</span>
      </li>
      <li>
        <span>{t("settle")}</span>
        <span>{t("times", { count: plants }) + done(settled)}</span>
      </li>
      <li>
        <span>{t("trace")}</span>
        <span>{t("times", { count: plants }) + done(traced)}</span>
      </li>
      <li>
        <span>{t("finish")}</span>
        <span>{t("once")}</span>
      </li>
    </ol>
  );
}
