import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { pagePatienceMs, viewFollowed } from "@/app/_server/followed";
import { monthMarks, settlementMonths } from "@/app/_server/settlement";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { MonthStrip } from "@/components/settlement/month-strip";
import { StatementCalendar } from "@/components/settlement/statement-calendar";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { FiguresPart } from "./figures-part";
import { RunPart } from "./run-part";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("exchange.settlement") };
}

interface SettlementPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SettlementPage({ searchParams }: SettlementPageProps) {
  const person = await requireViewer("exchange");
  await viewFollowed(pagePatienceMs);
  const t = await getTranslations("settlement");
  const asked = await searchParams;
  const { months, month } = await settlementMonths(asked);
  if (month === undefined) {
    return (
      <EmptyState
        title={t("empty.title")}
        action={
          <ActionLink look="do" href="/exchange/contracts">
            {t("empty.action")}
          </ActionLink>
        }
      >
        {t("empty.text")}
      </EmptyState>
    );
  }
  return (
    <Words of={["settlement", "workplace", "device", "jobs"]}>
      <MonthStrip months={monthMarks(months)} current={month} path="/exchange/settlement" />
      <RunPart person={person} month={month} standing={months.find((one) => one.month === month)} />
      <StatementCalendar month={month} />
      <Suspense key={`${month}${JSON.stringify(asked)}`} fallback={<p role="status">…</p>}>
        <FiguresPart month={month} asked={asked} />
      </Suspense>
    </Words>
  );
}
