"use client";

import { useTranslations } from "next-intl";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { Dialog } from "@/components/workplace/overlays";
import "./jobs.css";
import { typesOf } from "./allowed";

export interface RunQuestion {
  readonly name: string;
  readonly form?: string | undefined;
  readonly month?: string | undefined;
  /** What it settles or certifies, where that is known beforehand. */
  readonly kwh?: number | undefined;
}

interface RunDialogProps {
  run: RunQuestion;
  organisation: string;
  onDone: (yes: boolean) => void;
}

/** What a run may have this device sign: these types, this month, this market, and nothing else. */
export function RunDialog({ run, organisation, onDone }: RunDialogProps) {
  const t = useTranslations("jobs");
  const types = useTranslations("device.types");
  const month = run.month ?? "";
  const kind = kindOf(run);
  const isFinal = kind !== "import";
  return (
    <Dialog open onClose={() => onDone(false)} title={t(`confirm.${kind}`, { month })}>
      <p>{t("confirm.lead", { organisation })}</p>
      <ul className="job-types">
        {typesOf(run).map((type) => (
          <li key={type}>
            <b>{types(typeKey(type))}</b> {month}
          </li>
        ))}
      </ul>
      <p className="job-note">{t("confirm.only")}</p>
      {isFinal ? <p className="job-final">{t(`confirm.final.${kind}`)}</p> : null}
      <div className="wp-tools job-foot">
        <Action onClick={() => onDone(false)}>{t("confirm.cancel")}</Action>
        <Action look="do" onClick={() => onDone(true)} autoFocus>
          {isFinal && run.kwh ? t(`confirm.doKwh.${kind}`, { kwh: grouped(run.kwh) }) : t("confirm.do")}
        </Action>
      </div>
    </Dialog>
  );
}

/** The message a run is called by. */
export function kindOf({ name }: RunQuestion): "settle" | "issue" | "import" {
  return name === "settle" || name === "issue" ? name : "import";
}
