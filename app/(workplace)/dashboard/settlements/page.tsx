import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { monthView, yearMarks } from "@/app/_server/dashboard/month";
import { type Asked, chosenMonth, monthsOf } from "@/app/_server/dashboard/own";
import { statementOf, statementPart } from "@/app/_server/dashboard/statement";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { Statement, StatementTools } from "@/components/dashboard/statement-view";
import { YearStrip } from "@/components/dashboard/year-strip";
import { statementDates } from "@/components/settlement/calendar";
import { StatementCalendar } from "@/components/settlement/statement-calendar";
import { EmptyState } from "@/components/workplace/empty-state";
import { fewChoices } from "@/components/workplace/few-choices";
import { FilterSelect } from "@/components/workplace/filter-select";
import { PageHead } from "@/components/workplace/page-head";
import { EmptyPart } from "../empty-part";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("enterprise.settlements") };
}

export default async function SettlementsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { participant, organisation } = await requireViewer("enterprise");
  const asked = await searchParams;
  const months = await monthsOf(participant);
  const mark = chosenMonth(months, asked);
  const view = await statementOf(participant, asked);
  if (mark === undefined || view === undefined) return <EmptyPart participant={participant} />;
  const t = await getTranslations("dashboard");
  const { month, stage } = view;
  const { groups } = await monthView(participant, mark);
  const units = groups.map(({ id, name }) => ({ value: id, label: name }));
  const unit = typeof asked.unit === "string" ? asked.unit : "";
  return (
    <Words of={["dashboard", "settlement", "workplace"]}>
      <YearStrip months={await yearMarks(participant, months)} current={month} />
      <div style={{ height: 24 }} />
      <PageHead title={t("statement.title", { month })} lead={t("statement.lead", { organisation })}>
        <FilterSelect
          label={t("statement.units")}
          field="unit"
          all={t("statement.allUnits")}
          choices={fewChoices(units, unit)}
        />
        {stage === "finished" ? <StatementTools month={month} unit={unit} /> : null}
      </PageHead>
      <StatementCalendar month={month} />
      {stage === "finished" ? (
        <Statement {...statementPart(view, asked)} />
      ) : (
        <EmptyState title={t("statement.open", { month })}>
          {t("statement.openText", statementDates(month))}
        </EmptyState>
      )}
    </Words>
  );
}
