import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { entriesShown, entriesWanted } from "@/app/_server/entries-shown";
import { ledgerNow } from "@/app/_server/ledger-now";
import { market } from "@/app/_server/market";
import { Words } from "@/app/_server/words";
import { ConsistencyPicker } from "@/components/ledger/consistency-picker";
import { EntriesPart } from "@/components/ledger/entries-part";
import { LedgerHead } from "@/components/ledger/ledger-head";
import "@/components/ledger/ledger.css";

interface LedgerPageProps {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("ledger"))("title") };
}

/** Members and whether they agree, the newest checkpoint, every entry, and the proof that nothing old changed. */
export default async function LedgerPage({ searchParams }: LedgerPageProps) {
  const t = await getTranslations("ledger");
  const { ledger } = await market();
  const [now, shown] = await Promise.all([
    ledgerNow(ledger),
    entriesShown(entriesWanted(await searchParams)),
  ]);
  return (
    <div className="ledger">
      <h1 className="plain-title">{t("title")}</h1>
      <p className="plain-lead">{t("lead")}</p>
      <Words of={["ledger", "certificate"]}>
        <LedgerHead ledger={now} />
        <section className="ledger-part" aria-labelledby="consistency-title">
          <h2 id="consistency-title" className="ledger-title">
            {t("consistency.title")}
          </h2>
          <p className="aside">{t("consistency.lead")}</p>
          <ConsistencyPicker size={now.size} root={now.root} />
        </section>
      </Words>
      <EntriesPart {...shown} />
    </div>
  );
}
