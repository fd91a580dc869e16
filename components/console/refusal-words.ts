"use client";

import { useTranslations } from "next-intl";
import { REFUSALS } from "@/lib/market/refusal";

const known: readonly string[] = [...Object.keys(REFUSALS), "idempotency"];

/** What a refusal's code means, and what to do about it. */
export function useRefusalWords(): (code: string) => { is: string; todo: string } {
  const t = useTranslations("exchange.refusal");
  return (code) => {
    const key = known.includes(code) ? code : "other";
    return { is: t(`${key}.is`), todo: t(`${key}.do`) };
  };
}
