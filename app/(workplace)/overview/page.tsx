import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { askedOf } from "@/app/_server/overview/asked";
import { requireViewer } from "@/app/_server/viewer";
import { OverviewPart } from "./overview-part";

interface OverviewPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage({ searchParams }: OverviewPageProps) {
  const viewer = await requireViewer("regulator");
  const asked = askedOf(await searchParams);
  const t = await getTranslations("overview");
  // A finished month is added up once; until then one sees that it is being done.
  return (
    <Suspense fallback={<p className="wp-notice">{t("adding")}</p>}>
      <OverviewPart viewer={viewer} asked={asked} />
    </Suspense>
  );
}
