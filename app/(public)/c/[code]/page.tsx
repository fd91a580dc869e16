import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { certificateSummary } from "@/app/_server/claims";
import { disclosureStanding } from "@/app/_server/disclosure";
import { HolderChoice } from "@/app/_server/holder-choice";
import { viewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { CertificateView } from "@/components/certificate/certificate-view";
import { parseWhole } from "@/components/ui/format";

interface CertificatePageProps {
  readonly params: Promise<{ code: string }>;
  readonly searchParams: Promise<{ kwh?: string | string[] }>;
}

/** Once a request, for the title and the page. */
const summaryOf = cache(certificateSummary);

/** The kWh of the address, else the first: the page has a path to tell before any script runs. */
async function chosenKwh({ searchParams }: CertificatePageProps): Promise<number> {
  const { kwh } = await searchParams;
  return (typeof kwh === "string" ? parseWhole(kwh) : undefined) ?? 1;
}

export async function generateMetadata(props: CertificatePageProps): Promise<Metadata> {
  const t = await getTranslations("paper");
  const summary = await summaryOf((await props.params).code, await chosenKwh(props));
  return { title: summary ? `${t("title")} ${summary.figures.code}` : t("title") };
}

export default async function CertificatePage(props: CertificatePageProps) {
  const kwh = await chosenKwh(props);
  const { code } = await props.params;
  const summary = await summaryOf(code, kwh);
  if (!summary) notFound();
  const person = await viewer();
  const standing = await disclosureStanding(person, code);
  return (
    <Words of={["certificate"]}>
      {/* Another level is another proof: it is checked from the beginning. */}
      <CertificateView key={summary.figures.level} summary={summary} kwh={kwh} />
      {person && standing && <HolderChoice person={person} standing={standing} />}
    </Words>
  );
}
