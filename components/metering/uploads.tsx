"use client";

import { useTranslations } from "next-intl";
import { type DragEvent, useState } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import { useRuns } from "@/components/jobs/use-runs";
import { Action, ActionLink } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { Section } from "@/components/workplace/page-head";
import { ProgressBar } from "@/components/workplace/progress-bar";
import { Imports, type ImportsProps } from "./imports";
import "./metering.css";

/** Files of readings and of mechanism energy: sent from here, and what became of those sent before. */
export function Uploads({ imports, total, size }: ImportsProps) {
  const t = useTranslations("metering");
  return (
    <>
      <Section id="upload" title={t("upload.title")} lead={t("upload.lead")}>
        <UploadForm />
      </Section>
      <Section id="imports" title={t("imports.title", { count: total })} lead={t("imports.lead")}>
        {imports.length === 0 ? <p>{t("imports.none")}</p> : <Imports {...{ imports, total, size }} />}
      </Section>
    </>
  );
}

function UploadForm() {
  const t = useTranslations("metering");
  const { importFile } = useRuns();
  const [form, setForm] = useState<"curves" | "mechanism">("curves");
  const [zero, setZero] = useState(false);
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState<{ done: number; total: number }>();
  const [job, setJob] = useState<string>();
  const [flaw, setFlaw] = useState<string>();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) setFile(event.dataTransfer.files[0]);
  };
  const send = async () => {
    if (file === undefined) return;
    setFlaw(undefined);
    setJob(undefined);
    const outcome = await importFile({
      ...{ form, file, zero: form === "curves" && zero },
      onSent: (done, total) => setSent({ done, total }),
    }).catch(() => ({ state: "refused" as const, code: "unavailable" }));
    setSent(undefined);
    if (outcome.state === "started") setJob(outcome.job);
    else if (outcome.state === "refused") setFlaw(outcome.code);
  };
  return (
    <section
      className="met-drop"
      onDrop={drop}
      onDragOver={(event) => event.preventDefault()}
      aria-label={t("upload.file")}
    >
      <div className="wp-tools">
        <label className="wp-filter">
          {t("upload.form")}
          <select
            value={form}
            onChange={({ target }) => setForm(target.value === "mechanism" ? "mechanism" : "curves")}
          >
            <option value="curves">{t("form.curves")}</option>
            <option value="mechanism">{t("form.mechanism")}</option>
          </select>
        </label>
        <label className="wp-btn met-file">
          {t("upload.file")}
          <input
            type="file"
            accept=".csv,text/csv"
            onChange={({ target }) => {
              if (target.files?.[0]) setFile(target.files[0]);
              // The same file, mended, is a new choice.
              target.value = "";
            }}
          />
        </label>
        {file === undefined ? <span>{t("upload.drop")}</span> : <b>{file.name}</b>}
        <Action look="do" disabled={file === undefined || sent !== undefined} onClick={() => void send()}>
          {t("upload.send")}
        </Action>
        <ActionLink href={`/exchange/files/template.csv?form=${form}`} download look="bare">
          {t("upload.template")}
        </ActionLink>
      </div>
      {form === "curves" ? (
        <label className="met-zero">
          <input type="checkbox" checked={zero} onChange={({ target }) => setZero(target.checked)} />
          <span>
            {t("upload.zero")}
            <small>{t("upload.zeroHint")}</small>
          </span>
        </label>
      ) : null}
      {sent === undefined ? null : <ProgressBar label={t("upload.sending")} {...sent} />}
      {flaw === undefined ? null : (
        <Notice look="wrong">
          {t(t.has(`upload.flaw.${flaw}`) ? `upload.flaw.${flaw}` : "upload.flaw.other")}
        </Notice>
      )}
      {job === undefined ? null : <JobProgress key={job} job={job} />}
    </section>
  );
}
