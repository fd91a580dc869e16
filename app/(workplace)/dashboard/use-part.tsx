import { getTranslations } from "next-intl/server";
import { unitUses } from "@/app/_server/dashboard/overview";
import { kwh } from "@/components/dashboard/amounts";
import { EmissionAccounts } from "@/components/dashboard/emission-accounts";
import type { MonthFigures } from "@/components/dashboard/four-figures";
import { shareOf } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { Section } from "@/components/workplace/page-head";
import { yearMonth } from "@/lib/units/interval";

/** Green share by unit and emissions both ways; for who uses electricity, once all of the month is known. */
export async function UsePart({ figures }: { figures: MonthFigures }) {
  const { view, emissions } = figures;
  const units = await unitUses(view);
  if (units === undefined || emissions === undefined || view.consumedWh === undefined) return null;
  const t = await getTranslations("dashboard");
  return (
    <Section
      id="use"
      title={t("emissions.sentence", {
        used: kwh(view.consumedWh),
        share: shareOf(1000 * view.sums.settledKwh, view.consumedWh),
      })}
      lead={t("emissions.lead")}
      tools={<StatementLinks month={view.month} />}
    >
      <EmissionAccounts units={units} emissions={emissions} year={yearMonth(view.month).year} />
      <Notice>{t("emissions.noGec")}</Notice>
    </Section>
  );
}

/** The same figures of this month as a statement, to be handed on. */
async function StatementLinks({ month }: { month: string }) {
  const t = await getTranslations("dashboard");
  const query = new URLSearchParams({ kind: "scope2", from: month, to: month });
  return (
    <>
      <ActionLink href={`/dashboard/reports?${query}`}>{t("emissions.statement")}</ActionLink>
      <ActionLink href={`/dashboard/reports/statement?as=pdf&${query}`} download>
        PDF
      </ActionLink>
      <ActionLink href={`/dashboard/reports/statement?as=xlsx&${query}`} download>
        XLSX
      </ActionLink>
    </>
  );
}
