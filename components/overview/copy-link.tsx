"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useOverviewAddress } from "./use-overview-address";

/** The address of exactly this view, to hand to somebody. */
export function CopyLink({ month }: { month: string }) {
  const t = useTranslations("overview");
  const { to } = useOverviewAddress();
  const [copied, setCopied] = useState("");
  const here = to({ m: month });
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(here, window.location.href).href);
    setCopied(here);
  };
  return (
    <p className="ov-link">
      <span>{t("thisView")}</span>
      <code>{here}</code>
      <button type="button" onClick={() => void copy()}>
        {copied === here ? t("copied") : t("copy")}
      </button>
      <a href={`/overview/export?of=totals&m=${month}`}>{t("csv")}</a>
    </p>
  );
}
