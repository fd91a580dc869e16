import { getTranslations } from "next-intl/server";

/** What this is, how it can be checked, what to do without a certificate: for whoever comes for the first time. */
export async function Newcomer() {
  const t = await getTranslations("home");
  return (
    <section className="home-says" aria-label={t("newcomer.label")}>
      {(["what", "how", "without"] as const).map((part) => (
        <div key={part}>
          <h2>{t(`newcomer.${part}.title`)}</h2>
          <p>
            {t.rich(`newcomer.${part}.text`, {
              scan: (text) => <a href="/scan">{text}</a>,
              verify: (text) => <a href="/verify">{text}</a>,
              ledger: (text) => <a href="/ledger">{text}</a>,
            })}
          </p>
        </div>
      ))}
    </section>
  );
}
