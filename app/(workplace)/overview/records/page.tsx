import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { askedOf, type Fields } from "@/app/_server/records/asked";
import { listingOf } from "@/app/_server/records/list";
import { pageOf, readingOf } from "@/app/_server/records/listing";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { RecordTable } from "@/components/records/record-table";
import { Sums } from "@/components/records/sums";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";
import { OpenRecord } from "./open-record";
import { Filters, headingOf, KindTabs } from "./record-filters";

interface RecordsPageProps {
  searchParams: Promise<Fields>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("records"))("title") };
}

export default async function RecordsPage({ searchParams }: RecordsPageProps) {
  await requireViewer("regulator");
  const reading = await readingOf(askedOf(await searchParams));
  const { asked, say } = reading;
  const listing = await listingOf(reading);
  const table = await pageOf(listing, reading);
  const empty = (
    <EmptyState
      title={say("empty.title")}
      action={<ActionLink href="/overview/records">{say("empty.action")}</ActionLink>}
    >
      {say("empty.text")}
    </EmptyState>
  );
  return (
    <>
      <PageHead title={headingOf(reading, listing)} lead={say(`lead.${asked.kind}`)} />
      <KindTabs reading={reading} />
      <Filters reading={reading} />
      <Words of={["workplace", "records"]}>
        <RecordTable table={table} empty={empty} />
        {listing.sums === undefined || listing.total === 0 ? null : (
          <Sums view={listing.sums} tooMany={say("sums.tooMany")} />
        )}
        {asked.r === "" || !listing.opens ? null : <OpenRecord reading={reading} />}
      </Words>
    </>
  );
}
