"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Action } from "@/components/workplace/button";

/** A link shown this once, to be handed over. */
export function OneTimeLink({ url }: { url: string }) {
  const t = useTranslations("account.organisation.link");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    setCopied(true);
  };
  return (
    <div className="account-link">
      <input className="wp-input" readOnly value={url} aria-label={t("label")} data-link />
      <Action onClick={copy}>{copied ? t("copied") : t("copy")}</Action>
    </div>
  );
}
