import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { changeColleague, inviteMember } from "@/app/_actions/account";
import { eventsShown, membersShown } from "@/app/_server/account";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { EventTable } from "@/components/account/event-table";
import { InviteForm } from "@/components/account/invite-form";
import { MemberTable } from "@/components/account/member-actions";
import { PageHead, Section } from "@/components/workplace/page-head";
import "@/components/account/entry.css";
import "@/components/workplace/table.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("organisation") };
}

export default async function OrganisationPage() {
  const person = await requireViewer("enterprise", "regulator", "exchange");
  const t = await getTranslations("account.organisation");
  const [members, events] = await Promise.all([membersShown(person), eventsShown(person)]);
  const admins = members.filter(({ isAdmin, state }) => isAdmin && state === "active").length;
  return (
    <Words of={["account", "workplace"]}>
      <PageHead
        title={t("title", { organisation: person.organisation })}
        lead={t("lead", { n: members.length, admins })}
      />
      <MemberTable members={members} mayChange={person.isAdmin} action={changeColleague} />
      {person.isAdmin ? null : <p className="wp-hint account-after">{t("readOnly")}</p>}
      {person.isAdmin ? (
        <>
          <div className="account-columns">
            <Section id="invite" title={t("invite.title")} lead={t("invite.lead")}>
              <InviteForm action={inviteMember} kind="own" />
            </Section>
            {person.role === "exchange" ? (
              <Section id="first" title={t("first.title")} lead={t("first.lead")}>
                <InviteForm action={inviteMember} kind="first" />
              </Section>
            ) : null}
          </div>
          <Section id="events" title={t("events.title")} lead={t("events.lead", { n: events.length })}>
            <EventTable events={events} />
          </Section>
        </>
      ) : null}
    </Words>
  );
}
