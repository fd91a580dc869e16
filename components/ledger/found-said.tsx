"use client";

import { useTranslations } from "next-intl";
import { useDevice } from "@/components/certificate/use-device";
import { MiniLine } from "@/components/home/mini-line";
import { grouped } from "@/components/ui/format";
import { GroupedText } from "@/components/ui/grouped-text";
import type { Continues, LedgerFound } from "./check-ledger";
import type { LedgerNow } from "./ledger-now";

/** What this device found of the checkpoint, in three sentences, and who would have to collude. */
export function FoundSaid({ found, ledger }: { found: LedgerFound | undefined; ledger: LedgerNow }) {
  const t = useTranslations("ledger");
  const device = useTranslations("certificate")(`device.${useDevice()}`);
  const state = stateOf(found);
  return (
    <div className="ledger-found">
      <p className="ledger-verdict" role="status" data-state={state} data-verdict={state}>
        <MiniLine state={state} />
        {t(`found.${state}`, { device })}
      </p>
      {found !== undefined &&
        (found.ok ? <Sentences found={found} ledger={ledger} /> : <Refused code={found.code} />)}
      <p className="ledger-trust">{t(ledger.singleOperator ? "trust.one" : "trust.many")}</p>
    </div>
  );
}

function stateOf(found: LedgerFound | undefined): "checking" | "verified" | "failed" | "unknown" {
  if (found === undefined) return "checking";
  if (!found.ok || found.continues.kind === "fork") return "failed";
  return found.continues.kind === "behind" || found.continues.kind === "unproved" ? "unknown" : "verified";
}

function Sentences({ found, ledger }: { found: LedgerFound & { ok: true }; ledger: LedgerNow }) {
  const t = useTranslations("ledger");
  const { cosigned, roster, continues } = found;
  return (
    <ul className="ledger-sentences">
      <li data-tone="checked">
        {t("said.signed", { count: cosigned.length, all: ledger.members.length, size: grouped(ledger.size) })}
      </li>
      <li data-tone={toneOf(continues)}>
        {continues.kind === "first"
          ? t("said.first")
          : t(`said.${continues.kind}`, { from: grouped(continues.from), size: grouped(ledger.size) })}
      </li>
      <li data-tone={roster.known ? "checked" : undefined}>
        {t(roster.known ? "said.rosterKnown" : "said.rosterNew")}
        <details className="ledger-more">
          <summary className="btn btn-link">{t("said.fingerprint")}</summary>
          <p className="mono ledger-root">
            <GroupedText text={roster.fingerprint} size={8} />
          </p>
        </details>
      </li>
    </ul>
  );
}

function toneOf({ kind }: Continues): "checked" | "wrong" | "notice" | undefined {
  if (kind === "first") return undefined;
  if (kind === "fork") return "wrong";
  return kind === "behind" || kind === "unproved" ? "notice" : "checked";
}

function Refused({ code }: { code: (LedgerFound & { ok: false })["code"] }) {
  const t = useTranslations("ledger");
  return (
    <p className="ledger-refused" data-tone="wrong">
      {t(`refused.${code}`)}
    </p>
  );
}
