"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { momentOf } from "@/components/ledger/moment";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { Section } from "@/components/workplace/page-head";
import { ProgressBar } from "@/components/workplace/progress-bar";
import "./console.css";
import type { AuditView } from "./trail-view";

const LOOK_AGAIN_MS = 1_500;
const stages = ["replaying", "comparing", "waiting"] as const;

interface AuditRunProps {
  last: AuditView;
  /** Puts it in the queue; one at a time. */
  start: () => Promise<void>;
}

/** The whole ledger computed again: how far it is, and what came of the last. */
export function AuditRun({ last, start }: AuditRunProps) {
  const t = useTranslations("exchange.audit.run");
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  /** The job there was when another was asked for; a worker takes it up a moment later. */
  const [before, setBefore] = useState<string>();
  const running = last.state === "running" || before === last.job;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => router.refresh(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [running, router]);
  const go = () =>
    startTransition(async () => {
      await start();
      setBefore(last.job);
      router.refresh();
    });
  const stage = stages.find((one) => one === last.stage) ?? "waiting";
  return (
    <Section
      id="run"
      title={t("title")}
      lead={t("lead")}
      tools={
        <Action onClick={go} disabled={busy || running}>
          {t(running ? "running" : "start")}
        </Action>
      }
    >
      <div data-audit={last.state} style={{ maxWidth: 760 }}>
        {running ? <ProgressBar label={t(`stages.${stage}`)} done={last.done} total={last.total} /> : null}
        {last.state === "never" ? <p>{t("never")}</p> : null}
        {last.state === "ok" || last.state === "wrong" || last.state === "failed" ? (
          <Notice look={last.state === "ok" ? "plain" : "wrong"}>
            {t(last.state, {
              ...{ checked: last.checked, count: last.count, reason: last.reason },
              time: momentOf(last.time),
            })}
          </Notice>
        ) : null}
      </div>
      {last.findings.length === 0 ? null : <Findings findings={last.findings} />}
    </Section>
  );
}

function Findings({ findings }: Pick<AuditView, "findings">) {
  const t = useTranslations("exchange.audit.run");
  return (
    <div className="console-scroll" style={{ marginTop: 16 }}>
      <table className="console-list">
        <thead>
          <tr>
            {(["record", "field", "expected", "found"] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map(({ record, field, expected, found }) => (
            <tr key={`${record}/${field}`}>
              <th scope="row" className="mono">
                {record}
              </th>
              <td>{field}</td>
              <td className="mono">{expected}</td>
              <td className="mono">{found}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
