import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askedOf, type Fields } from "@/app/_server/records/asked";
import { certificateListing, certificatesAsked } from "@/app/_server/records/certificates";
import { pageOf, readingOf } from "@/app/_server/records/listing";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { RecordTable } from "@/components/records/record-table";
import { Sums } from "@/components/records/sums";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";
import { CertificateFilters } from "./certificate-filters";

interface CertificatesPageProps {
  searchParams: Promise<Fields>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("records"))("certificates.caption") };
}

export default async function CertificatesPage({ searchParams }: CertificatesPageProps) {
  await requireViewer("regulator");
  const fields = await searchParams;
  const asked = certificatesAsked(fields);
  const reading = await readingOf(askedOf({ page: fields.page }));
  const { say } = reading;
  const listing = await certificateListing(reading, asked);
  const table = { ...(await pageOf(listing, reading)), caption: say("certificates.caption") };
  const empty = <EmptyState title={say("empty.title")}>{say("empty.text")}</EmptyState>;
  return (
    <>
      <PageHead title={say("certificates.title", { count: listing.total })} lead={say("certificates.lead")} />
      <CertificateFilters reading={reading} asked={asked} />
      <Words of={["workplace"]}>
        <RecordTable table={table} empty={empty} />
      </Words>
      {listing.sums === undefined || listing.total === 0 ? null : <Sums view={listing.sums} tooMany="" />}
    </>
  );
}
