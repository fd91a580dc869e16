import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/_server/link-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.choose");
  return { title: t("title.reset"), robots: { index: false }, referrer: "same-origin" };
}

interface ResetPageProps {
  params: Promise<{ token: string }>;
}

export default async function ResetPage({ params }: ResetPageProps) {
  return <LinkPage purpose="reset" token={(await params).token} />;
}
