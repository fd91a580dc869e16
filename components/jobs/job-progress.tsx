"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { shortKey } from "@/components/device/short-key";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { ProgressBar } from "@/components/workplace/progress-bar";
import { JobOutcome } from "./job-outcome";
import "./jobs.css";
import { useOnline } from "@/components/workplace/use-online";
import { isOver, type JobView } from "./job-view";
import { useJob } from "./use-job";
import { useRuns } from "./use-runs";

interface JobProgressProps {
  /** The run's id. */
  job: string;
  /** As the server knew it when it made the page. */
  initial?: JobView | undefined;
}

const stages = ["closing", "settling", "tracing", "issuing", "reading", "registering", "anchoring"] as const;

/** How far a run is, whose signature it waits for, and what came of it. Survives a reload: all of it is the run's row. */
export function JobProgress({ job: id, initial }: JobProgressProps) {
  const t = useTranslations("jobs");
  const router = useRouter();
  const job = useJob(
    id,
    initial,
    useCallback(() => router.refresh(), [router]),
  );
  const online = useOnline();
  if (job === undefined) return <p role="status">{t("loading")}</p>;
  if (isOver(job)) return <JobOutcome job={job} />;
  const stage = stages.find((one) => one === job.stage);
  return (
    <div className="job" aria-live="polite">
      <ProgressBar
        label={t(stage === undefined ? `state.${job.state}` : `stage.${stage}`)}
        done={job.done}
        total={job.total}
      />
      {online ? <JobWaiting job={job} /> : <Notice look="notice">{t("offline")}</Notice>}
    </div>
  );
}

const longMs = 24 * 3600 * 1000;

/** Whose signature it waits for, and what to do when that is not this device. */
function JobWaiting({ job }: { job: JobView }) {
  const t = useTranslations("jobs");
  const { here, objections, resume, cancel } = useRuns();
  const [flaw, setFlaw] = useState<string>();
  const objection = objections[job.id];
  const end = (
    <Action onClick={() => void cancel(job.id).catch(() => setFlaw("unavailable"))}>
      {t("waiting.cancel")}
    </Action>
  );
  if (objection !== undefined) {
    return (
      <Notice look="wrong">
        <p>{t(`objection.${objection === "type" ? "type" : objection === "month" ? "month" : "other"}`)}</p>
        <div className="wp-tools job-foot">{end}</div>
      </Notice>
    );
  }
  if (here.includes(job.id) && job.signer?.isMe) return <p className="job-note">{t("signing")}</p>;
  if (job.signer === undefined || (job.unsigned === 0 && job.state !== "waiting")) return null;
  const isLong = job.waitingSince !== undefined && Date.now() - job.waitingSince > longMs;
  const device = `${job.signer.device} ${shortKey(job.signer.keyId)}`.trim();
  const take = async () => {
    const outcome = await resume(job);
    setFlaw(outcome.state === "refused" ? outcome.code : undefined);
  };
  return (
    <Notice look="notice">
      <p>{t(job.signer.isMe ? "waiting.mine" : "waiting.other", { device })}</p>
      {isLong ? <p>{t("waiting.long")}</p> : null}
      {flaw === undefined ? null : (
        <p className="wp-flaw">{t(flaw === "device" ? "flaws.device" : "flaws.unavailable")}</p>
      )}
      <div className="wp-tools job-foot">
        <Action look="do" onClick={() => void take()}>
          {t("waiting.take")}
        </Action>
        {end}
      </div>
    </Notice>
  );
}
