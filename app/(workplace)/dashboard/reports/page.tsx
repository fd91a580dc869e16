import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { draftStatement } from "@/app/_server/statement";
import { statementChoices, statementFigures } from "@/app/_server/statement-figures";
import { askedStatement, statementQuery } from "@/app/_server/statement-wish";
import { requireViewer } from "@/app/_server/viewer";
import { StatementForm } from "@/components/holdings/statement-form";
import { StatementView } from "@/components/holdings/statement-view";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";

interface ReportsPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statement"))("heading") };
}

export default async function ReportsPage({ searchParams }: ReportsPageProps) {
  const person = await requireViewer("enterprise");
  const t = await getTranslations("statement");
  const choices = await statementChoices(person);
  if (choices.units.length === 0) return <PageHead title={t("empty.seller")} lead={t("empty.sellerText")} />;
  if (choices.months.length === 0) return <PageHead title={t("empty.none")} lead={t("empty.noneText")} />;
  const asked = askedStatement(await searchParams, choices.months);
  const figures = await statementFigures(person, asked);
  const query = statementQuery(asked);
  const lack = asked.from > asked.to ? "order" : "unit";
  const now = Math.floor(Date.now() / 1000);
  return (
    <>
      <PageHead title={t("heading")} lead={t("lead")}>
        {figures === undefined ? null : (
          <>
            <ActionLink look="do" href={`/dashboard/reports/statement?as=pdf&${query}`} download>
              PDF
            </ActionLink>
            <ActionLink href={`/dashboard/reports/statement?as=xlsx&${query}`} download>
              {t("workbook")}
            </ActionLink>
          </>
        )}
      </PageHead>
      <StatementForm asked={asked} months={choices.months} units={choices.units} />
      {figures === undefined ? (
        <EmptyState title={t(`empty.${lack}`)}>{t(`empty.${lack}Text`)}</EmptyState>
      ) : (
        <StatementView statement={await draftStatement(person, figures, asked.kind, now)} />
      )}
    </>
  );
}
