import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { addedMonths, isSoon } from "@/app/_server/overview/adding";
import { askedOf } from "@/app/_server/overview/asked";
import { overviewView } from "@/app/_server/overview/view";
import { requireViewer } from "@/app/_server/viewer";
import { Adding } from "@/components/overview/adding";
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
  const view = overviewView(asked);
  if (await isSoon(view)) return <OverviewPart viewer={viewer} asked={asked} view={await view} />;
  return <Adding label={(await getTranslations("overview"))("adding")} {...(await addedMonths())} />;
}
