import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { consoleHome, firstSteps, hasDeviceKey } from "@/app/_server/console";
import { pagePatienceMs, viewFollowed } from "@/app/_server/followed";
import { monthMarks } from "@/app/_server/settlement";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { Counts } from "@/components/console/counts";
import { FirstSteps } from "@/components/console/first-steps";
import { MonthWay } from "@/components/console/month-way";
import { MonthStrip } from "@/components/settlement/month-strip";
import { MembersPart } from "./members-part";
import { UnderWayPart } from "./under-way-part";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("exchange.overview") };
}

interface ExchangePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ExchangePage({ searchParams }: ExchangePageProps) {
  const person = await requireViewer("exchange");
  await viewFollowed(pagePatienceMs);
  const home = await consoleHome(await searchParams);
  const { months, month, standing, way, counts } = home;
  const first = firstSteps(home, await hasDeviceKey(person));
  return (
    <Words of={["exchange", "settlement", "workplace", "ledger", "device", "jobs"]}>
      {months.length === 0 ? null : (
        <MonthStrip months={monthMarks(months)} current={month} path="/exchange" />
      )}
      <MonthWay month={month} standing={standing} way={way} />
      {first.length === 0 ? null : <FirstSteps steps={first} />}
      <Counts counts={counts} />
      <div className="console-parts">
        <Suspense fallback={<p role="status">…</p>}>
          <UnderWayPart person={person} />
        </Suspense>
        <Suspense fallback={<p role="status">…</p>}>
          <MembersPart />
        </Suspense>
      </div>
    </Words>
  );
}
