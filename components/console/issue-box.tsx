"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import { fellShort, type JobView, underWay } from "@/components/jobs/job-view";
import { type RunOutcome, useRuns } from "@/components/jobs/use-runs";
import "@/components/settlement/settlement.css";
import { grouped } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";

interface IssueBoxProps {
  month: string;
  waiting: number;
  waitingKwh: number;
  /** The newest run of the month, where there is one. */
  job: JobView | undefined;
}

/** The one button that issues a month's certificates, and from then on how far it is. */
export function IssueBox({ month, waiting, waitingKwh, job }: IssueBoxProps) {
  const t = useTranslations("exchange.certificates.run");
  const flaws = useTranslations("jobs.flaws");
  const { start } = useRuns();
  const [begun, setBegun] = useState<string>();
  const [flaw, setFlaw] = useState<Extract<RunOutcome, { state: "refused" }>["code"]>();
  const running = underWay(begun, job);
  const said = { count: waiting, kwh: grouped(waitingKwh) };
  const go = async () => {
    const outcome = await start({ name: "issue", month }, waitingKwh);
    setFlaw(outcome.state === "refused" ? outcome.code : undefined);
    if (outcome.state === "started") setBegun(outcome.job);
  };
  if (running !== undefined) {
    return (
      <div className="run-box" data-run={running}>
        <h3>{t("issuing", { month })}</h3>
        <JobProgress key={running} job={running} {...(job?.id === running ? { initial: job } : {})} />
      </div>
    );
  }
  return (
    <div className="run-box">
      <h3>{t("title", { month })}</h3>
      <p>{t("say", said)}</p>
      <p className="line-why">
        {t("order")} {t("final")}
      </p>
      {job === undefined || !fellShort(job) ? null : <JobProgress key={job.id} job={job.id} initial={job} />}
      {flaw === undefined ? null : <Notice look="wrong">{t("failed", { reason: flaws(flaw) })}</Notice>}
      <div className="wp-tools">
        <Action look="do" onClick={() => void go()}>
          {t("confirm", said)}
        </Action>
      </div>
    </div>
  );
}
