"use client";

import { useTranslations } from "next-intl";

/** A time to wait, in words: whole minutes, rounded up; seconds below one. */
export function useWait(): (seconds: number) => string {
  const t = useTranslations("account.wait");
  return (seconds) => {
    if (seconds < 60) return t("seconds", { n: Math.max(1, Math.ceil(seconds)) });
    return t("minutes", { n: Math.ceil(seconds / 60) });
  };
}
