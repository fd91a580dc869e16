"use client";

import { useTranslations } from "next-intl";
import { GroupedText } from "@/components/ui/grouped-text";
import type { Verdict } from "@/lib/proof/verify/verdict";
import { useWords } from "./use-words";

/** Who would have to collude for a verified page to be false, as large as the verdict; and whom this device has pinned. */
export function TrustStatement({ verdict, shown }: { verdict: Verdict | undefined; shown: boolean }) {
  const t = useTranslations("certificate");
  const words = useWords();
  if (verdict === undefined || !shown || verdict.verdict === "unusable") return null;
  const ledger = verdict.figures?.ledger;
  const count = ledger?.members.length ?? 4;
  const quorum = ledger?.quorum ?? 3;
  const names = words.list(ledger?.members.map((member) => member.name) ?? []);
  return (
    <section className="trust" aria-label={t("trust.label")}>
      <h2 className="heading">{t(`trust.${verdict.trust}.title`, { quorum, count })}</h2>
      <p className="verdict-text">{t(`trust.${verdict.trust}.text`, { quorum, count, names })}</p>
      {verdict.fingerprint !== undefined && (
        <details className="trust-roster">
          <summary className="btn btn-link trust-known">
            {t(verdict.pinned ? "trust.pinned" : "trust.notPinned")}
          </summary>
          <p className="aside">{t(verdict.pinned ? "trust.pinnedText" : "trust.notPinnedText")}</p>
          <p className="mono trust-fingerprint">
            <GroupedText text={verdict.fingerprint} size={8} />
          </p>
        </details>
      )}
    </section>
  );
}
