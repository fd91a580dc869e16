import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { anomalyList, askedOf, PAGE_SIZE } from "@/app/_server/oversight/list";
import { requireViewer } from "@/app/_server/viewer";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { Notice } from "@/components/workplace/notice";
import { PageHead } from "@/components/workplace/page-head";
import { addressOf, Filters, PageLinks, sortLinks } from "./anomaly-filters";
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
  const { rows, total, counts, detail, page, isUnknown, naming } = await anomalyList(asked);
  const { say } = naming;
  const isNarrow = addressOf({ ...asked, sort: "state" }, 1) !== "/overview/anomalies";
  return (
    <>
      <PageHead
        title={total === 0 ? say(isNarrow ? "titleNoneMatch" : "titleNone") : say("title", { count: total })}
        lead={say("lead")}
      >
        <a href="#rules">{say("rulesTitle")}</a>
      </PageHead>
      <Filters asked={asked} counts={counts} naming={naming} />
      {isUnknown ? <Notice look="notice">{say("missing")}</Notice> : null}
      {rows.length === 0 ? (
        <EmptyState
          title={say(isNarrow ? "noneMatchTitle" : "noneTitle")}
          {...(isNarrow && {
            action: <ActionLink href="/overview/anomalies">{say("noneMatchAction")}</ActionLink>,
          })}
        >
          {say(isNarrow ? "noneMatch" : "none")}
        </EmptyState>
      ) : (
        <AnomalyRows rows={rows} detail={detail} say={say} sorts={sortLinks(asked)} />
      )}
      <PageLinks asked={{ ...asked, page }} total={total} size={PAGE_SIZE} say={say} />
      <Rules naming={naming} />
    </>
  );
}
