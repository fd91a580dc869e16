"use client";

import { useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import type { JobView } from "@/components/jobs/job-view";
import { useRuns } from "@/components/jobs/use-runs";
import { Action, ActionLink } from "@/components/workplace/button";
import { SelectInput, TextArea } from "@/components/workplace/field";
import { Notice } from "@/components/workplace/notice";
import { ProgressBar } from "@/components/workplace/progress-bar";
import { checkBulk } from "./bulk-check";
import { pastedCsv } from "./bulk-csv";
import { BulkFoundView } from "./bulk-found";
import type { BulkAnswer } from "./bulk-view";
import type { RegistryKind } from "./kinds";
import { LeaveGuard } from "./leave-guard";
import "./registry.css";

interface BulkEntryProps {
  kind: RegistryKind;
  /** Of the file, in order. */
  columns: readonly string[];
  /** The newest run of this form. */
  job: JobView | undefined;
}

interface Checked {
  readonly file: File;
  readonly answer: BulkAnswer;
}

/** Many at once: pasted or from a file, every line looked at first, then one run that this device signs. */
export function BulkEntry({ kind, columns, job }: BulkEntryProps) {
  const t = useTranslations("registry.bulkEntry");
  const { importFile } = useRuns();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const [checked, setChecked] = useState<Checked>();
  const [sent, setSent] = useState<readonly [number, number]>();
  const [begun, setBegun] = useState<{ readonly job: string; readonly file: File }>();
  const [flaw, setFlaw] = useState<string>();
  /** What was pasted when its run began. */
  const [entered, setEntered] = useState("");
  const [ownerKeys, setOwnerKeys] = useState<"none" | "p256">("none");
  const area = useRef<HTMLDivElement>(null);
  const look = async (file: File | undefined) => {
    if (file === undefined) return;
    setBusy(true);
    setFlaw(undefined);
    setChecked({ file, answer: await checkBulk(kind, file) });
    setBusy(false);
  };
  const lookAtText = () => {
    const csv = pastedCsv(text, columns);
    setText(csv);
    return look(new File([csv], t("pasted"), { type: "text/csv" }));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    void look(event.dataTransfer.files[0]);
  };
  const enter = async (file: File) => {
    setFlaw(undefined);
    const onSent = (done: number, total: number) => setSent([done, total]);
    const outcome = await importFile({ form: kind, file, ownerKeys, onSent });
    setSent(undefined);
    if (outcome.state === "refused") setFlaw(outcome.code);
    if (outcome.state !== "started") return;
    setBegun({ job: outcome.job, file });
    if (file.name === t("pasted")) setEntered(text);
  };
  const mend = (csv: string) => {
    setText(csv);
    setChecked(undefined);
    area.current?.querySelector("textarea")?.focus();
  };
  const good = checked?.answer.ok ? checked.answer.good : 0;
  return (
    <div className="reg-bulk" data-bulk={kind}>
      <LeaveGuard dirty={text.trim() !== "" && text !== entered} />
      <section onDrop={drop} onDragOver={(event) => event.preventDefault()} aria-label={t("what")} ref={area}>
        <TextArea
          label={t("paste")}
          hint={t("pasteHint")}
          className="wp-input reg-code"
          rows={8}
          spellCheck={false}
          wrap="off"
          placeholder={columns.join(",")}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <div className="wp-tools">
          <Action disabled={busy || text.trim() === ""} onClick={() => void lookAtText()}>
            {t("check")}
          </Action>
          <FileChoice disabled={busy} onChosen={(file) => void look(file)} />
          <ActionLink look="bare" href={`/exchange/files/template.csv?form=${kind}`} download>
            {t("template")}
          </ActionLink>
        </div>
      </section>
      {busy ? <p role="status">{t("checking")}</p> : null}
      {checked === undefined || busy ? null : checked.answer.ok ? (
        <section aria-label={t("result")}>
          <p className="reg-note">{checked.file.name}</p>
          <BulkFoundView kind={kind} found={checked.answer} onMend={mend} />
          {begun?.file === checked.file || good === 0 ? null : (
            <>
              {kind === "participants" ? <OwnerKeys value={ownerKeys} onChange={setOwnerKeys} /> : null}
              <div className="wp-tools">
                <Action look="do" disabled={sent !== undefined} onClick={() => void enter(checked.file)}>
                  {t("enter", { count: good })}
                </Action>
                {checked.answer.refusedLines === 0 ? null : <span className="reg-note">{t("once")}</span>}
              </div>
            </>
          )}
        </section>
      ) : (
        <Notice look="wrong">
          <p className="reg-note">{checked.file.name}</p>
          <p>{t(`flaw.${checked.answer.code}`, { columns: columns.join(",") })}</p>
        </Notice>
      )}
      {sent === undefined ? null : <ProgressBar label={t("sending")} done={sent[0]} total={sent[1]} />}
      {flaw === undefined ? null : <Notice look="wrong">{t(`begin.${flaw}`)}</Notice>}
      <Run begun={begun?.job} job={job} />
    </div>
  );
}

/** The run just begun, else the newest one there was. */
function Run({ begun, job }: { begun: string | undefined; job: JobView | undefined }) {
  const t = useTranslations("registry.bulkEntry");
  const shown = begun ?? job?.id;
  if (shown === undefined) return null;
  return (
    <section aria-labelledby="run" className="reg-part" data-run={begun === undefined ? "last" : "begun"}>
      <h2 id="run">{begun === undefined ? `${t("last")} ${job?.file ?? ""}` : t("running")}</h2>
      <JobProgress key={shown} job={shown} {...(job?.id === shown ? { initial: job } : {})} />
    </section>
  );
}

function FileChoice({
  disabled,
  onChosen,
}: {
  disabled: boolean;
  onChosen: (file: File | undefined) => void;
}) {
  const t = useTranslations("registry.bulkEntry");
  return (
    <label className="wp-btn reg-file">
      {t("choose")}
      <input
        type="file"
        accept=".csv,text/csv"
        disabled={disabled}
        onChange={({ target }) => {
          onChosen(target.files?.[0]);
          target.value = "";
        }}
      />
    </label>
  );
}

interface OwnerKeysProps {
  value: "none" | "p256";
  onChange: (value: "none" | "p256") => void;
}

function OwnerKeys({ value, onChange }: OwnerKeysProps) {
  const t = useTranslations("registry.keys");
  return (
    <SelectInput
      label={t("choice")}
      value={value}
      onChange={({ target }) => onChange(target.value === "p256" ? "p256" : "none")}
      choices={(["none", "p256"] as const).map((one) => ({ value: one, label: t(one) }))}
    />
  );
}
