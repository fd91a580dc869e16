import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requireViewer } from "@/app/_server/viewer";
import { PageHead } from "@/components/workplace/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account.me"))("title") };
}

export default async function AccountPage() {
  const person = await requireViewer("enterprise", "regulator", "exchange");
  const t = await getTranslations("account.me");
  return <PageHead title={person.name || t("title")} lead={person.email} />;
}
