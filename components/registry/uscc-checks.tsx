"use client";

import { useLocale, useTranslations } from "next-intl";
import { province } from "@/lib/identifiers/provinces";
import { checkUscc } from "@/lib/identifiers/uscc";

/** While a credit code is typed: its parts, and what each of its two check characters says. */
export function UsccChecks({ text }: { text: string }) {
  const t = useTranslations("registry.uscc");
  const english = useLocale() === "en";
  if (text === "") return null;
  const verdict = checkUscc(text);
  const code = verdict.ok ? undefined : verdict.code;
  const whole = text.length === 18 && code !== "alphabet";
  const [organisation, own] = [whole && code !== "organisation-check", whole && code === undefined];
  const at = province(text.slice(2, 4));
  const place = (english ? at?.nameEn : at?.name) ?? "—";
  return (
    <p className="reg-uscc" role="status">
      <span>{t("length", { count: text.length })}</span>
      <span>{t("place", { place })}</span>
      <b data-ok={organisation ? "yes" : "no"}>
        {t("organisation", { at: text.charAt(16) || "…" })} {whole ? (organisation ? "✓" : "✕") : "…"}
      </b>
      <b data-ok={own ? "yes" : "no"}>
        {t("own", { at: text.charAt(17) || "…" })} {whole ? (own ? "✓" : "✕") : "…"}
      </b>
    </p>
  );
}
