import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LinkPage } from "@/app/_server/link-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.choose");
  return { title: t("title.invitation"), robots: { index: false }, referrer: "same-origin" };
}

interface InvitationPageProps {
  params: Promise<{ token: string }>;
}

export default async function InvitationPage({ params }: InvitationPageProps) {
  return <LinkPage purpose="invitation" token={(await params).token} />;
}
