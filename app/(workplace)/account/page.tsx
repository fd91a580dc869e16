import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { changeOwnPassword, endSessions, rename } from "@/app/_actions/account";
import { chooseLocale } from "@/app/_actions/preferences";
import { passwordSince, sessionsShown } from "@/app/_server/account";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { NameForm } from "@/components/account/name-form";
import { PasswordForm } from "@/components/account/password-form";
import { SessionList } from "@/components/account/session-list";
import { Action, ActionLink } from "@/components/workplace/button";
import { PageHead, Section } from "@/components/workplace/page-head";
import "@/components/account/entry.css";
import "@/components/workplace/table.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.me"))("title") };
}

export default async function AccountPage() {
  const person = await requireViewer("enterprise", "regulator", "exchange");
  const t = await getTranslations("account");
  const [since, sessions] = await Promise.all([passwordSince(person), sessionsShown(person)]);
  const other = (await getLocale()) === "en" ? "zh-CN" : "en";
  return (
    <Words of={["account", "workplace"]}>
      <PageHead
        title={t("me.title")}
        lead={t("me.lead", { email: person.email, organisation: person.organisation })}
      />
      <Section id="sessions" title={t("sessions.title")} lead={t("sessions.lead")}>
        <SessionList sessions={sessions} action={endSessions} />
        <p className="wp-hint account-after">{t("sessions.rule")}</p>
      </Section>
      <div className="account-columns">
        <Section
          id="password"
          title={t("password.title")}
          lead={since === undefined ? t("password.none") : t("password.changedAt", { at: since })}
        >
          <PasswordForm action={changeOwnPassword} email={person.email} hasOld={since !== undefined} />
        </Section>
        <Section id="details" title={t("me.details")} lead={t("me.detailsLead")}>
          <NameForm action={rename} name={person.name} email={person.email} />
        </Section>
        <Section id="keys" title={t("keys.title")} lead={t("keys.lead")}>
          <ActionLink href="/account/device-keys">{t("keys.open")}</ActionLink>
        </Section>
        <Section id="language" title={t("me.language")} lead={t("me.languageNow")}>
          <form action={chooseLocale}>
            <Action type="submit" name="locale" value={other} lang={other}>
              {other === "en" ? "English" : "中文"}
            </Action>
          </form>
        </Section>
      </div>
    </Words>
  );
}
