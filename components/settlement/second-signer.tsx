"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { type ConfirmedRun, keepRun } from "@/components/device/device-store";
import { useSigner } from "@/components/device/use-signer";
import { JobSigner } from "@/components/jobs/job-signer";
import { isOver } from "@/components/jobs/job-view";
import { useJob } from "@/components/jobs/use-job";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { Dialog } from "@/components/workplace/overlays";

interface SecondSignerProps {
  /** The run's id. */
  job: string;
  month: string;
  /** Comes forward as the second person with this key; "ok" or a code. */
  offer: (keyId: string, job: string) => Promise<string>;
}

const nothing = () => undefined;

/** Where a run waits for a second person: to the first it says so, anybody else of the exchange can be it. */
export function SecondSigner({ job: id, month, offer }: SecondSignerProps) {
  const t = useTranslations("settlement.second");
  const { owner, deviceKey } = useSigner();
  const job = useJob(id, undefined, nothing);
  const [asking, setAsking] = useState(false);
  const [flaw, setFlaw] = useState<string>();
  const [run, setRun] = useState<ConfirmedRun>();
  const sign = async () => {
    setAsking(false);
    const keyId = await deviceKey();
    if (keyId === undefined) return;
    const answer = await offer(keyId, id).catch(() => "unavailable");
    setFlaw(answer === "ok" ? undefined : answer);
    if (answer !== "ok") return;
    const { accountId, market } = owner;
    const confirmed = { job: id, accountId, market, types: ["settlement.finish"], month };
    await keepRun(confirmed);
    setRun(confirmed);
  };
  if (job === undefined || isOver(job)) return null;
  if (run !== undefined) {
    return (
      <>
        <p>{t("signing")}</p>
        <JobSigner run={run} onEnd={() => setRun(undefined)} />
      </>
    );
  }
  if (job.stage !== "second") return null;
  if (job.signer?.isMe) return <Notice look="notice">{t("waits")}</Notice>;
  return (
    <Notice look="notice">
      <p>{t("asked", { month })}</p>
      {flaw === undefined ? null : <p className="wp-flaw">{t("failed", { code: flaw })}</p>}
      <div className="wp-tools" style={{ marginTop: 8 }}>
        <Action look="do" onClick={() => setAsking(true)}>
          {t("open")}
        </Action>
      </div>
      <Dialog open={asking} onClose={() => setAsking(false)} title={t("title", { month })}>
        <p>{t("text", { month })}</p>
        <div className="wp-tools">
          <Action look="do" onClick={() => void sign()}>
            {t("confirm")}
          </Action>
          <Action onClick={() => setAsking(false)}>{t("cancel")}</Action>
        </div>
      </Dialog>
    </Notice>
  );
}
