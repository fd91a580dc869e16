import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/_server/link-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.choose");
  return { title: t("title.setup"), robots: { index: false }, referrer: "same-origin" };
}

interface SetupPageProps {
  params: Promise<{ token: string }>;
}

export default async function SetupPage({ params }: SetupPageProps) {
  return <LinkPage purpose="setup" token={(await params).token} />;
}
