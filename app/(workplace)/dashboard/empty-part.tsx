import { getTranslations } from "next-intl/server";
import { scopeOf } from "@/app/_server/dashboard/own";
import { PageHead } from "@/components/workplace/page-head";
import "@/components/dashboard/dashboard.css";

const steps = ["admitted", "contract", "metering", "settlement", "certificate"] as const;

/** Before the first contract: what will be here, and what has to happen for it. */
export async function EmptyPart({ participant }: { participant: string }) {
  const t = await getTranslations("dashboard.empty");
  const { side, units, plants } = await scopeOf(participant);
  const assets = side === "generation" ? plants.length : units.length;
  return (
    <>
      <PageHead title={t("title")} lead={t("text")} />
      <ol className="db-steps">
        {steps.map((step, at) => (
          <li key={step} data-done={at === 0 ? "yes" : undefined}>
            <b>{t(`step.${step}`)}</b>
            <small>{at === 0 ? t("assets", { count: assets }) : t(`when.${step}`)}</small>
          </li>
        ))}
      </ol>
    </>
  );
}
