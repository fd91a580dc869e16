import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askedHoldings, codesAsked, ownCodes } from "@/app/_server/holdings";
import { labelsOf } from "@/app/_server/labels";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { LabelsDesk } from "@/components/holdings/labels-desk";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";

interface LabelsPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** So many certificates one page of labels is put together from. */
const most = 300;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("holdings"))("sheet.title") };
}

export default async function LabelsPage({ searchParams }: LabelsPageProps) {
  const person = await requireViewer("enterprise");
  const t = await getTranslations("holdings.sheet");
  const fields = await searchParams;
  const named = typeof fields.codes === "string" ? fields.codes.split(",").slice(0, most) : undefined;
  const codes = named
    ? await ownCodes(person, named)
    : await codesAsked(person, askedHoldings(fields.all === "1" ? fields : { tab: "new" }));
  const labels = await labelsOf(person, codes.slice(0, most));
  return (
    <Words of={["workplace", "holdings"]}>
      <PageHead title={t("heading", { count: labels.length })} lead={t("lead")}>
        <ActionLink href="/dashboard/certificates">{t("choose")}</ActionLink>
      </PageHead>
      {labels.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <LabelsDesk labels={labels} left={Math.max(0, codes.length - most)} />
      )}
    </Words>
  );
}
