import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { entryClaim } from "@/app/_server/entry-claim";
import { Words } from "@/app/_server/words";
import { EntryProof } from "@/components/ledger/entry-proof";
import { EntryRecord } from "@/components/ledger/entry-record";
import { typeKey } from "@/components/ledger/type-key";
import { grouped } from "@/components/ui/format";
import "@/components/ledger/ledger.css";

interface EntryPageProps {
  readonly params: Promise<{ index: string }>;
}

const claimOf = cache(entryClaim);

async function claimAsked({ params }: EntryPageProps) {
  const { index } = await params;
  return /^(0|[1-9][0-9]{0,9})$/.test(index) ? claimOf(Number(index)) : undefined;
}

export async function generateMetadata(props: EntryPageProps): Promise<Metadata> {
  const t = await getTranslations("ledger");
  const claim = await claimAsked(props);
  return { title: claim ? t("entry.title", { index: grouped(claim.index) }) : t("title") };
}

/** One entry: what it says, who signed it, where it stands; checked on the device that looks at it. */
export default async function EntryPage(props: EntryPageProps) {
  const t = await getTranslations("ledger");
  const claim = await claimAsked(props);
  if (!claim) notFound();
  const { index, size, text } = claim;
  const { type } = JSON.parse(text) as { type: string };
  return (
    <div className="ledger">
      <nav className="entry-nav" aria-label={t("entry.nav")}>
        <a href="/ledger#entries">{t("title")}</a>
        {index > 0 ? <a href={`/ledger/${index - 1}`}>{t("entry.before")}</a> : null}
        {index + 1 < size ? <a href={`/ledger/${index + 1}`}>{t("entry.after")}</a> : null}
      </nav>
      <h1 className="plain-title">{t(`types.${typeKey(type)}`)}</h1>
      <p className="plain-lead">{t("entry.lead", { index: grouped(index), size: grouped(size) })}</p>
      <Words of={["ledger", "certificate"]}>
        <EntryProof claim={claim} />
      </Words>
      <EntryRecord text={text} />
    </div>
  );
}
