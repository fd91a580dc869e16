import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signIn, signInElsewhere } from "@/app/_actions/sign-in";
import { isDemo } from "@/app/_server/claims";
import { viewer } from "@/app/_server/viewer";
import { EntryLine } from "@/components/account/entry-line";
import { DemoAccounts, ProviderRefusal } from "@/components/account/sign-in-aside";
import { SignInForm } from "@/components/account/sign-in-form";
import { Button } from "@/components/ui/button";
import { oidcProvider } from "@/lib/auth/oidc";
import { ownPath } from "@/lib/auth/own-path";
import { landing } from "@/lib/auth/workplaces";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.signIn"))("title") };
}

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[]; error?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { next: wanted, error } = await searchParams;
  const next = ownPath(wanted);
  const person = await viewer();
  if (person) redirect(landing(person.role, next));
  const t = await getTranslations("account.signIn");
  const provider = oidcProvider(process.env);
  return (
    <div className="entry">
      <EntryLine />
      <h1>{t("title")}</h1>
      <p className="entry-lead">{t(next === undefined ? "lead" : "leadNext")}</p>
      {typeof error === "string" && provider ? (
        <ProviderRefusal error={error} provider={provider.name} />
      ) : null}
      <SignInForm signIn={signIn} next={next} />
      {provider === undefined ? null : (
        <form action={signInElsewhere} className="entry-provider">
          {next === undefined ? null : <input type="hidden" name="next" value={next} />}
          <Button type="submit">{t("with", { provider: provider.name })}</Button>
        </form>
      )}
      <p className="entry-more">{t("noAccount")}</p>
      {(await isDemo()) ? <DemoAccounts /> : null}
    </div>
  );
}
