import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { rebuildMember } from "@/app/_actions/console";
import { membersView } from "@/app/_server/console-members";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { MembersTable } from "@/components/console/members-table";
import { RosterPart } from "@/components/console/roster-part";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { PageHead } from "@/components/workplace/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("exchange.members") };
}

export default async function MembersPage() {
  const person = await requireViewer("exchange");
  const t = await getTranslations("exchange.members");
  const view = await membersView(person.isAdmin);
  const { members, ledger } = view;
  const agreeing = members.filter(({ state }) => state === "agreeing").length;
  const said = { all: members.length, agreeing, size: grouped(ledger.size), quorum: view.quorum };
  return (
    <Words of={["exchange", "ledger", "workplace"]}>
      <PageHead
        title={t(agreeing === members.length ? "allAgree" : "someAgree", said)}
        lead={t("lead", said)}
      >
        <ActionLink href="/ledger">{t("ledger")}</ActionLink>
      </PageHead>
      <MembersTable view={view} rebuild={rebuildMember} />
      <div style={{ marginTop: 20 }}>
        <Notice>{t(ledger.singleOperator ? "one" : "many", said)}</Notice>
      </div>
      <RosterPart view={view} />
    </Words>
  );
}
