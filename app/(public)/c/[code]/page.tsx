import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { chooseDisclosure } from "@/app/_actions/disclosure";
import { certificateSummary } from "@/app/_server/claims";
import { disclosureStanding } from "@/app/_server/disclosure";
import { Words } from "@/app/_server/words";
import { CertificateView } from "@/components/certificate/certificate-view";
import { Disclosure } from "@/components/certificate/disclosure";
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
  const standing = await disclosureStanding(code);
  return (
    <Words of={["certificate", "disclosure"]}>
      {/* Another level is another proof: it is checked from the beginning. */}
      <CertificateView key={summary.figures.level} summary={summary} kwh={kwh} />
      {standing && <Disclosure {...standing} action={chooseDisclosure} />}
    </Words>
  );
}
