"use client";

import { useTranslations } from "next-intl";
import { momentOf } from "@/components/ledger/moment";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import { Notice } from "@/components/workplace/notice";
import "./console.css";
import type { SubmissionDetailView } from "./gateway-view";
import { useRefusalWords } from "./refusal-words";
import { Outcome } from "./submissions-table";

/** The envelope in outline and the answer. What is sealed is named, never shown. */
export function SubmissionDetail({ submission }: { submission: SubmissionDetailView }) {
  const t = useTranslations("exchange.gateway");
  const types = useTranslations("ledger.types");
  const words = useRefusalWords();
  const { type, time, who, state, code, reason, field, txId, latencyMs, entry } = submission;
  const { attempts, step, bytes, signers, sealed } = submission;
  return (
    <>
      <h2>{types(typeKey(type))}</h2>
      <p className="dim">{momentOf(time)}</p>
      {state === "refused" ? (
        <div style={{ marginBlock: 16 }}>
          <Notice look="wrong">
            <b className="mono">{code}</b> {words(code).is} {words(code).todo}
          </Notice>
        </div>
      ) : null}
      <dl className="console-facts" style={{ marginTop: 16 }}>
        <dt>{t("columns.state")}</dt>
        <dd>
          <Outcome state={state} />
        </dd>
        <Fact name={t("detail.reason")} value={reason} />
        <Fact name={t("detail.field")} value={field} />
        <dt>{t("detail.entry")}</dt>
        <dd>{entry === undefined ? "—" : <a href={`/ledger/${entry}`}>{grouped(entry)}</a>}</dd>
        <Fact name={t("columns.latency")} value={latencyMs === undefined ? "" : `${grouped(latencyMs)} ms`} />
        <Fact name={t("detail.attempts")} value={attempts === undefined ? "" : String(attempts)} />
        <Fact name={t("columns.who")} value={who} />
        <Fact name={t("detail.step")} value={step} />
        <dt>{t("detail.tx")}</dt>
        <dd className="mono">{txId}</dd>
        <Fact name={t("detail.signers")} value={signers === undefined ? "" : String(signers)} />
        <Fact name={t("detail.size")} value={bytes === undefined ? "" : `${grouped(bytes)} B`} />
        <Fact name={t("detail.sealed")} value={sealed.join(t("separator"))} />
      </dl>
      <p className="dim" style={{ marginTop: 16 }}>
        {t("detail.secret")}
      </p>
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value || "—"}</dd>
    </>
  );
}
