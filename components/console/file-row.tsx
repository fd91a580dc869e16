"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import type { JobView } from "@/components/jobs/job-view";
import { useRuns } from "@/components/jobs/use-runs";
import { momentOf } from "@/components/ledger/moment";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { ProgressBar } from "@/components/workplace/progress-bar";
import type { FileForm } from "./file-forms";

interface FileRowProps {
  form: FileForm;
  /** How many the market has. */
  count: number | undefined;
  /** The newest import of this form. */
  job: JobView | undefined;
}

const at = ({ createdAt }: JobView): string => momentOf(Math.floor(createdAt / 1000)).slice(0, 16);

/** One kind of file: what it says, an example, and the way in with its progress and its refused lines. */
export function FileRow({ form, count, job }: FileRowProps) {
  const t = useTranslations("exchange.files");
  const flaws = useTranslations("jobs.flaws");
  const { importFile } = useRuns();
  const [begun, setBegun] = useState<{ readonly job: string; readonly file: string }>();
  const [flaw, setFlaw] = useState<{ readonly code: string; readonly file: string }>();
  const [sent, setSent] = useState<readonly [number, number]>();
  const [zero, setZero] = useState(false);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setFlaw(undefined);
    const onSent = (done: number, total: number) => setSent([done, total]);
    const outcome = await importFile({ form, file, zero, onSent });
    setSent(undefined);
    if (outcome.state === "refused") setFlaw({ code: outcome.code, file: file.name });
    if (outcome.state === "started") setBegun({ job: outcome.job, file: file.name });
  };
  const shown = begun?.job ?? job?.id;
  return (
    <li id={form} data-form={form}>
      <div>
        <b>{t(`form.${form}`)}</b>{" "}
        {count === undefined ? null : <span className="dim">{grouped(count)}</span>}
        <p className="dim">{t(`about.${form}`)}</p>
        {form === "curves" ? (
          <label className="dim">
            <input type="checkbox" checked={zero} onChange={({ target }) => setZero(target.checked)} />{" "}
            {t("zero")}
          </label>
        ) : null}
        {sent === undefined ? null : <ProgressBar label={t("sending")} done={sent[0]} total={sent[1]} />}
        {flaw === undefined ? null : (
          <Notice look="wrong">
            {flaw.file} {flaws(flaw.code)}
          </Notice>
        )}
        {shown === undefined ? null : (
          <p className="dim" data-file>
            {begun === undefined && job ? t("last", { file: job.file ?? "—", at: at(job) }) : begun?.file}
          </p>
        )}
        {shown === undefined ? null : (
          <JobProgress key={shown} job={shown} {...(job?.id === shown ? { initial: job } : {})} />
        )}
      </div>
      <div className="wp-tools">
        <ActionLink href={`/exchange/files/template.csv?form=${form}`} download look="bare">
          {t("template")}
        </ActionLink>
        <label className="wp-btn">
          {t("choose")}
          <input
            type="file"
            accept=".csv,text/csv"
            className="sr-only"
            aria-label={t("chooseFor", { form: t(`form.${form}`) })}
            onChange={({ target }) => {
              void take(target.files?.[0]);
              target.value = "";
            }}
          />
        </label>
      </div>
    </li>
  );
}
