import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { rowsFrom, sumFrom, uncheckedOf } from "@/app/_actions/holdings";
import { marketAbout } from "@/app/_server/claims";
import { askedHoldings, holdingsPage, pageSize } from "@/app/_server/holdings";
import { market } from "@/app/_server/market";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { queryOf } from "@/components/holdings/holding-view";
import { HoldingsTable } from "@/components/holdings/holdings-table";
import { pageAsked } from "@/components/workplace/page-asked";
import { HoldingsEmpty, NoHoldings } from "./holdings-empty";
import { HoldingsTools } from "./holdings-tools";
import { OpenHolding } from "./open-holding";

interface CertificatesPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("holdings"))("caption") };
}

export default async function CertificatesPage({ searchParams }: CertificatesPageProps) {
  const person = await requireViewer("enterprise");
  const fields = await searchParams;
  const asked = askedHoldings(fields);
  const page = pageAsked(fields.page);
  const { rows, total, holder } = await holdingsPage(person, asked, page);
  if (holder.choices.months.length === 0) return <NoHoldings units={holder.units.length} />;
  const { origin } = await marketAbout((await market()).source);
  const { c: code } = fields;
  const place = { codes: rows.map((row) => row.code), first: (page - 1) * pageSize + 1, total };
  const opened = typeof code !== "string" ? null : await OpenHolding({ person, code, place, market: origin });
  if (opened === undefined) notFound();
  return (
    <Words of={["workplace", "holdings", "certificate", "disclosure", "device", "shell"]}>
      <HoldingsTools {...{ person, asked, total }} choices={holder.choices} units={holder.units} />
      <HoldingsTable
        rows={rows}
        total={total}
        pageSize={pageSize}
        query={queryOf(asked)}
        unchecked={asked.tab === "unchecked"}
        market={origin}
        empty={<HoldingsEmpty />}
        sumFrom={sumFrom}
        rowsFrom={rowsFrom}
        uncheckedOf={uncheckedOf}
      />
      {opened}
    </Words>
  );
}
