import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signIn } from "@/app/_actions/sign-in";
import { viewer } from "@/app/_server/viewer";
import { SignInForm } from "@/components/account/sign-in-form";
import { ownPath } from "@/lib/auth/own-path";
import { homeOf } from "@/lib/auth/workplaces";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.signIn"))("title") };
}

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const next = ownPath((await searchParams).next);
  const person = await viewer();
  if (person) redirect(next ?? homeOf[person.role]);
  const t = await getTranslations("account.signIn");
  return (
    <div className="entry">
      <h1>{t("title")}</h1>
      <SignInForm signIn={signIn} next={next} />
    </div>
  );
}
