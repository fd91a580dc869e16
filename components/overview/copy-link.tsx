"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useOverviewAddress } from "./use-overview-address";

/** The address of exactly this view, to hand to somebody. */
export function CopyLink({ month }: { month: string }) {
  const t = useTranslations("overview");
  const { to } = useOverviewAddress();
  const [copied, setCopied] = useState("");
  const [byHand, setByHand] = useState("");
  const here = to({ m: month });
  const copy = async () => {
    const whole = new URL(here, window.location.href).href;
    try {
      // Absent where the page did not come by https.
      await navigator.clipboard.writeText(whole);
      setCopied(here);
    } catch {
      setByHand(whole);
    }
  };
  return (
    <p className="ov-link">
      <span>{t("thisView")}</span>
      <code>{here}</code>
      {byHand.endsWith(here) ? (
        <input
          readOnly
          ref={(input) => input?.select()}
          value={byHand}
          aria-label={t("copyByHand")}
          title={t("copyByHand")}
        />
      ) : (
        <button type="button" onClick={() => void copy()}>
          {copied === here ? t("copied") : t("copy")}
        </button>
      )}
      <a href={`/overview/export?of=totals&m=${month}`}>{t("csv")}</a>
    </p>
  );
}
