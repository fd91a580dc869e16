import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { prepareStanding } from "@/app/_actions/registry";
import { registryDetail } from "@/app/_server/registry/detail";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { DetailView } from "@/components/registry/detail-view";
import { isRegistryKind } from "@/components/registry/kinds";
import { ActionLink } from "@/components/workplace/button";

interface DetailPageProps {
  params: Promise<{ registry: string; code: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registry"))("record") };
}

export default async function DetailPage({ params }: DetailPageProps) {
  await requireViewer("exchange");
  const { registry, code } = await params;
  const detail = isRegistryKind(registry) ? await registryDetail(registry, code) : undefined;
  if (detail === undefined) notFound();
  const t = await getTranslations("registry");
  return (
    <Words of={["registry", "ledger", "workplace", "device"]}>
      <p>
        <ActionLink look="bare" href={`/exchange/${registry}`}>
          {t(`name.${registry}`)}
        </ActionLink>
      </p>
      <h1 className="sr-only">{detail.title}</h1>
      <div style={{ maxWidth: 820 }}>
        <DetailView detail={detail} prepare={prepareStanding} />
      </div>
    </Words>
  );
}
