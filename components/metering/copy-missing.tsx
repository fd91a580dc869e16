"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Action } from "@/components/workplace/button";
import type { InboxView } from "./inbox-view";

/** What is missing as lines of text, to be sent to the metering companies. */
export function CopyMissing({ view }: { view: InboxView }) {
  const t = useTranslations("metering.list");
  const [said, setSaid] = useState<"copied" | "failed">();
  const { incomplete, moreIncomplete, month } = view;
  const lines = incomplete.map(({ id, name, gone, refused }) => {
    const parts = [
      ...(gone === "" ? [] : [t("gone", { days: gone })]),
      ...(refused === "" ? [] : [t("refused", { days: refused })]),
    ];
    return t("line", { id, name, said: parts.join(t("and")) });
  });
  const more = moreIncomplete === 0 ? [] : [t("more", { count: moreIncomplete })];
  const text = [t("head", { month, count: incomplete.length + moreIncomplete }), ...lines, ...more].join(
    "\n",
  );
  const copy = () =>
    navigator.clipboard === undefined
      ? setSaid("failed")
      : void navigator.clipboard.writeText(text).then(
          () => setSaid("copied"),
          () => setSaid("failed"),
        );
  return (
    <>
      <Action disabled={incomplete.length === 0} onClick={copy}>
        {t(said === "copied" ? "copied" : "copy")}
      </Action>
      <span role="status" className={said === "failed" ? undefined : "sr-only"}>
        {said === undefined ? "" : t(said)}
      </span>
    </>
  );
}
