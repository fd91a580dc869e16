import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ledgerNow } from "@/app/_server/ledger-now";
import { market } from "@/app/_server/market";
import { MemberLines } from "@/components/console/member-lines";
import { grouped } from "@/components/ui/format";
import { Section } from "@/components/workplace/page-head";
import { LedgerUnavailable } from "@/lib/ledger/ledger";

/** Whether the members agree, at a glance. */
export async function MembersPart() {
  const t = await getTranslations("exchange.home.members");
  const now = await readNow();
  const agreeing = now?.members.filter(({ state }) => state === "agreeing").length ?? 0;
  const said = { count: now?.members.length ?? 0, agreeing, size: grouped(now?.size ?? 0) };
  const key = now === undefined ? "off" : agreeing === said.count ? "all" : "some";
  return (
    <Section
      id="members"
      title={t("title")}
      lead={t(key, said)}
      tools={
        <Link href="/exchange/members" prefetch={false}>
          {t("more")}
        </Link>
      }
    >
      {now === undefined ? null : <MemberLines members={now.members} size={now.size} />}
    </Section>
  );
}

async function readNow() {
  try {
    return await ledgerNow((await market()).ledger);
  } catch (error) {
    if (error instanceof LedgerUnavailable) return undefined;
    throw error;
  }
}
