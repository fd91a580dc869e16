import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { prepareStanding } from "@/app/_actions/registry";
import { registryDetail } from "@/app/_server/registry/detail";
import { registryList } from "@/app/_server/registry/list";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { isRegistryKind } from "@/components/registry/kinds";
import { RegistryView } from "@/components/registry/registry-view";
import { ActionLink } from "@/components/workplace/button";
import { PageHead } from "@/components/workplace/page-head";

interface RegistryPageProps {
  params: Promise<{ registry: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: RegistryPageProps): Promise<Metadata> {
  const { registry } = await params;
  const t = await getTranslations("registry");
  return { title: isRegistryKind(registry) ? t(`name.${registry}`) : undefined };
}

export default async function RegistryPage({ params, searchParams }: RegistryPageProps) {
  await requireViewer("exchange");
  const { registry } = await params;
  if (!isRegistryKind(registry)) notFound();
  const asked = await searchParams;
  const t = await getTranslations("registry");
  const [list, detail] = await Promise.all([
    registryList(registry, asked),
    typeof asked.c === "string" ? registryDetail(registry, asked.c) : undefined,
  ]);
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  return (
    <Words of={["registry", "ledger", "workplace", "device"]}>
      <PageHead title={t(`title.${registry}`, { count: list.total })} lead={t(`lead.${registry}`)}>
        {list.all === 0 ? null : (
          <>
            <ActionLink look="do" href={`/exchange/${registry}/new`}>
              {t(`new.${registry}`)}
            </ActionLink>
            <ActionLink href={`/exchange/${registry}/bulk`}>{t("bulk")}</ActionLink>
            <ActionLink href={`/exchange/${registry}/list.csv?${query}`} download>
              CSV
            </ActionLink>
          </>
        )}
      </PageHead>
      <RegistryView list={list} detail={detail} prepare={prepareStanding} />
    </Words>
  );
}
