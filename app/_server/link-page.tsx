import "server-only";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { chooseByLink } from "@/app/_actions/sign-in";
import { ChooseForm } from "@/components/account/choose-form";
import { EntryLine } from "@/components/account/entry-line";
import { type LinkPurpose, readLink } from "@/lib/auth/links";
import { firstExchange, participantOf } from "@/lib/auth/workplaces";
import { store } from "./market";

interface LinkPageProps {
  purpose: LinkPurpose;
  token: string;
}

/** The page of a one-time link: whose organisation, and the form; or that the link is no longer good and whom to ask. */
export async function LinkPage({ purpose, token }: LinkPageProps) {
  const t = await getTranslations("account.choose");
  const database = await store();
  const link = await readLink(database, purpose, token);
  if (link === undefined) return <SpentLink purpose={purpose} />;
  const account = link.account;
  const of = account ? await participantOf(database, account.participant) : await firstExchange(database);
  return (
    <div className="entry">
      <EntryLine />
      <h1>{t(`title.${purpose}`)}</h1>
      <p className="entry-lead">{t(`lead.${purpose}`, { organisation: of?.name ?? "" })}</p>
      <ChooseForm
        action={chooseByLink}
        purpose={purpose}
        token={token}
        email={account?.email}
        name={account?.name}
      />
    </div>
  );
}

async function SpentLink({ purpose }: { purpose: LinkPurpose }) {
  const t = await getTranslations("account.choose");
  return (
    <div className="entry" data-spent={purpose}>
      <EntryLine torn />
      <h1>{t("spent.title")}</h1>
      <p className="entry-lead">{t(`spent.${purpose}`)}</p>
      <p className="entry-more">
        <Link href="/sign-in">{t("spent.signIn")}</Link>
      </p>
    </div>
  );
}
