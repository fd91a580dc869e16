"use client";

import { useTranslations } from "next-intl";
import { useWait } from "./use-wait";

/** Why a new password was not taken. */
export type PasswordRefusal =
  | { readonly code: "short" | "long" | "common" | "personal" | "same" | "wrong" }
  | { readonly code: "later"; readonly retryAfterS: number };

const ofPasswords = new Set(["short", "long", "common", "personal", "same"]);

/** What is wrong with a new password and what would be taken; undefined where the answer is about something else. */
export function usePasswordFlaw(): (answer: {
  readonly code: string;
  readonly retryAfterS?: number;
}) => string | undefined {
  const t = useTranslations("account.flaws");
  const wait = useWait();
  return ({ code, retryAfterS = 0 }) => {
    if (code === "later") return t("later", { wait: wait(retryAfterS) });
    return ofPasswords.has(code) ? t(code) : undefined;
  };
}
