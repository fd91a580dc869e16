import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askedHoldings, codesAsked, holderOf, ownCodes } from "@/app/_server/holdings";
import { labelsOf } from "@/app/_server/labels";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { LabelsDesk } from "@/components/holdings/labels-desk";
import { ActionLink } from "@/components/workplace/button";
import { PageHead } from "@/components/workplace/page-head";
import type { Viewer } from "@/lib/auth/viewer";
import { LabelParts } from "./label-parts";

interface LabelsPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** So many certificates one page of labels is put together from; the others stand on the next. */
const most = 300;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("holdings"))("sheet.title") };
}

export default async function LabelsPage({ searchParams }: LabelsPageProps) {
  const person = await requireViewer("enterprise");
  const t = await getTranslations("holdings.sheet");
  const fields = await searchParams;
  const named = typeof fields.codes === "string" ? fields.codes.split(",") : undefined;
  const codes = named
    ? await ownCodes(person, named)
    : await codesAsked(person, askedHoldings(fields.all === "1" ? fields : { tab: "new" }));
  const part = Math.min(Math.max(0, Math.ceil(codes.length / most) - 1), askedPart(fields.part));
  const labels = await labelsOf(person, codes.slice(part * most, (part + 1) * most));
  const others = { part, parts: Math.ceil(codes.length / most), most, total: codes.length };
  return (
    <Words of={["workplace", "holdings"]}>
      {labels.length === 0 ? (
        <NoLabels person={person} />
      ) : (
        <>
          <PageHead title={t("heading", { count: labels.length })} lead={t("lead")}>
            <ActionLink href="/dashboard/certificates">{t("choose")}</ActionLink>
          </PageHead>
          <LabelParts {...others} query={fields} />
          <LabelsDesk key={part} labels={labels} />
        </>
      )}
    </Words>
  );
}

async function NoLabels({ person: { participant } }: { person: Viewer }) {
  const t = await getTranslations("holdings");
  const { units } = await holderOf(participant);
  if (units.length === 0) return <PageHead title={t("empty.seller.title")} lead={t("empty.seller.text")} />;
  return <PageHead title={t("sheet.none")} lead={t("sheet.noneText")} />;
}

/** From 1 in the address, from 0 here. */
const askedPart = (value: unknown): number => Math.max(0, (Math.trunc(Number(value)) || 1) - 1);
