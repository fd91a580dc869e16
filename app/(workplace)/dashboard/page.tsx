import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { figuresOf } from "@/app/_server/dashboard/overview";
import { type Asked, chosenMonth, monthsOf } from "@/app/_server/dashboard/own";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { FourFigures } from "@/components/dashboard/four-figures";
import { EmptyPart } from "./empty-part";
import { HeadPart } from "./head-part";
import { MatchPart } from "./match-part";
import { SettlePart } from "./settle-part";
import { UsePart } from "./use-part";
import { YearPart } from "./year-part";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("enterprise.overview") };
}

export default async function DashboardPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { participant } = await requireViewer("enterprise");
  const asked = await searchParams;
  const months = await monthsOf(participant);
  const mark = chosenMonth(months, asked);
  if (mark === undefined) return <EmptyPart participant={participant} />;
  const before = months[months.indexOf(mark) - 1];
  const [now, last] = await Promise.all([
    figuresOf(participant, mark),
    before === undefined ? undefined : figuresOf(participant, before),
  ]);
  return (
    <Words of={["dashboard", "workplace"]}>
      <YearPart participant={participant} months={months} current={mark.month} />
      <HeadPart view={now.view} />
      <FourFigures now={now} before={last} />
      <SettlePart participant={participant} view={now.view} months={months} asked={asked} />
      <Suspense key={`${mark.month}/${asked.by}`} fallback={<p role="status">…</p>}>
        <MatchPart participant={participant} mark={mark} months={months} asked={asked} />
      </Suspense>
      <UsePart figures={now} />
    </Words>
  );
}
