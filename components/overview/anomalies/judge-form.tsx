"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Action } from "@/components/workplace/button";
import { TextInput } from "@/components/workplace/field";
import type { AnomalyState } from "@/lib/oversight/workflow";

export type JudgeAnswer = { readonly ok: true } | { readonly ok: false; readonly code: string };
export type Judge = (before: JudgeAnswer | undefined, form: FormData) => Promise<JudgeAnswer>;

interface JudgeFormProps {
  anomaly: number;
  state: AnomalyState;
  /** The last event the reader sees. */
  seen: number;
  judge: Judge;
}

/** Ask, explain, refer; each with its reason, kept for good. */
export function JudgeForm({ anomaly, state, seen, judge }: JudgeFormProps) {
  const t = useTranslations("anomalies.act");
  const [answer, act, busy] = useActionState(judge, undefined);
  if (state === "explained") return <p className="dossier-done">{t("done")}</p>;
  const flaw = answer?.ok === false ? t(`refused.${answer.code}`) : undefined;
  return (
    <form action={act} className="dossier-acts" key={seen}>
      <input type="hidden" name="anomaly" value={anomaly} />
      <input type="hidden" name="seen" value={seen} />
      <TextInput
        label={t("reason")}
        name="reason"
        placeholder={t("placeholder")}
        maxLength={1000}
        autoComplete="off"
        {...(flaw !== undefined && { flaw })}
      />
      <div className="wp-tools">
        <Action type="submit" name="step" value="explained" look="do" disabled={busy}>
          {t("explain")}
        </Action>
        {state === "referred" ? null : (
          <Action type="submit" name="step" value="referred" disabled={busy}>
            {t("refer")}
          </Action>
        )}
        <Action type="submit" name="step" value="requested" disabled={busy}>
          {t("request")}
        </Action>
      </div>
      <p role="status" className="wp-hint">
        {busy ? t("saving") : ""}
      </p>
    </form>
  );
}
