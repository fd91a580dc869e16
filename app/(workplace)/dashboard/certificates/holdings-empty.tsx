import { getTranslations } from "next-intl/server";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";

/** Before the first certificate: nothing to search or filter, only what will be here and when; or that none will. */
export async function NoHoldings({ units }: { units: number }) {
  const t = await getTranslations(units === 0 ? "holdings.empty.seller" : "holdings.empty.none");
  return (
    <>
      <PageHead title={t("title")} lead={t("text")} />
      <ActionLink href="/dashboard/contracts">{t("action")}</ActionLink>
    </>
  );
}

/** None that the filters name. */
export async function HoldingsEmpty() {
  const t = await getTranslations("holdings.empty.filtered");
  return (
    <EmptyState
      title={t("title")}
      action={<ActionLink href="/dashboard/certificates">{t("action")}</ActionLink>}
    >
      {t("text")}
    </EmptyState>
  );
}
