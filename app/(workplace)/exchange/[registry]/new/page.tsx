import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { checkRegistration, prepareRegistration, textToProve } from "@/app/_actions/registry";
import { formChoices } from "@/app/_server/registry/choices";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { isRegistryKind } from "@/components/registry/kinds";
import { RegisterForm } from "@/components/registry/register-form";
import { ActionLink } from "@/components/workplace/button";
import { PageHead } from "@/components/workplace/page-head";

interface NewPageProps {
  params: Promise<{ registry: string }>;
}

export async function generateMetadata({ params }: NewPageProps): Promise<Metadata> {
  const { registry } = await params;
  const t = await getTranslations("registry");
  return { title: isRegistryKind(registry) ? t(`new.${registry}`) : undefined };
}

export default async function NewPage({ params }: NewPageProps) {
  await requireViewer("exchange");
  const { registry } = await params;
  if (!isRegistryKind(registry)) notFound();
  const t = await getTranslations("registry");
  return (
    <Words of={["registry", "workplace", "device"]}>
      <PageHead title={t(`new.${registry}`)} lead={t("newLead")}>
        <ActionLink href={`/exchange/${registry}/bulk`}>{t("bulk")}</ActionLink>
      </PageHead>
      <RegisterForm
        kind={registry}
        choices={await formChoices()}
        actions={{ check: checkRegistration, prepare: prepareRegistration, toProve: textToProve }}
      />
    </Words>
  );
}
