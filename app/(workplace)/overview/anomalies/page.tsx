import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { anomalyList, askedOf, PAGE_SIZE } from "@/app/_server/oversight/list";
import { requireViewer } from "@/app/_server/viewer";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";
import { Filters, PageLinks, sortLinks } from "./anomaly-filters";
import { AnomalyRows, Rules } from "./anomaly-parts";

interface AnomaliesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("anomalies"))("caption") };
}

export default async function AnomaliesPage({ searchParams }: AnomaliesPageProps) {
  await requireViewer("regulator");
  const asked = askedOf(await searchParams);
  const { rows, total, counts, detail, naming } = await anomalyList(asked);
  const { say } = naming;
  return (
    <>
      <PageHead title={total === 0 ? say("titleNone") : say("title", { count: total })} lead={say("lead")}>
        <a href="#rules">{say("rulesTitle")}</a>
      </PageHead>
      <Filters asked={asked} counts={counts} naming={naming} />
      {rows.length === 0 ? (
        <EmptyState title={say("noneTitle")}>{say("none")}</EmptyState>
      ) : (
        <AnomalyRows rows={rows} detail={detail} say={say} sorts={sortLinks(asked)} />
      )}
      <PageLinks asked={asked} total={total} size={PAGE_SIZE} say={say} />
      <Rules naming={naming} />
    </>
  );
}
