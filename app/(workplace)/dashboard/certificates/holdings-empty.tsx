import { getTranslations } from "next-intl/server";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";

/** No certificate yet, or none that the filters name. */
export async function HoldingsEmpty({ none }: { none: boolean }) {
  const t = await getTranslations("holdings.empty");
  const kind = none ? "none" : "filtered";
  const href = none ? "/dashboard/contracts" : "/dashboard/certificates";
  return (
    <EmptyState
      title={t(`${kind}.title`)}
      action={<ActionLink href={href}>{t(`${kind}.action`)}</ActionLink>}
    >
      {t(`${kind}.text`)}
    </EmptyState>
  );
}
