import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { newestImport } from "@/app/_server/registry/bulk";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { BulkEntry } from "@/components/registry/bulk-entry";
import { isRegistryKind } from "@/components/registry/kinds";
import { ActionLink } from "@/components/workplace/button";
import { PageHead } from "@/components/workplace/page-head";
import { columnNames } from "@/lib/jobs/csv/forms";

interface BulkPageProps {
  params: Promise<{ registry: string }>;
}

export async function generateMetadata({ params }: BulkPageProps): Promise<Metadata> {
  const { registry } = await params;
  const t = await getTranslations("registry");
  return { title: isRegistryKind(registry) ? t(`bulkEntry.title.${registry}`) : undefined };
}

export default async function BulkPage({ params }: BulkPageProps) {
  const person = await requireViewer("exchange");
  const { registry } = await params;
  if (!isRegistryKind(registry)) notFound();
  const t = await getTranslations("registry");
  return (
    <Words of={["registry", "jobs", "workplace", "device", "ledger"]}>
      <PageHead title={t(`bulkEntry.title.${registry}`)} lead={t("bulkEntry.lead")}>
        <ActionLink href={`/exchange/${registry}/new`}>{t(`new.${registry}`)}</ActionLink>
        <ActionLink look="bare" href={`/exchange/${registry}`}>
          {t("back")}
        </ActionLink>
      </PageHead>
      <BulkEntry kind={registry} columns={columnNames(registry)} job={await newestImport(person, registry)} />
    </Words>
  );
}
