"use client";

import { useTranslations } from "next-intl";

/** What this is and is not, in the words the rules require; printed too. */
export function Legal() {
  const t = useTranslations("certificate");
  return (
    <section className="legal-block" aria-label={t("legal.label")}>
      <p className="legal">{t("legal.statement")}</p>
      <p className="aside">{t("legal.path")}</p>
      <p className="aside legal-note">{t("legal.gec")}</p>
    </section>
  );
}
