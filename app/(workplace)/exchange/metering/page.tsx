import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { inboxView, missingHref } from "@/app/_server/metering";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { CopyMissing } from "@/components/metering/copy-missing";
import { Inbox } from "@/components/metering/inbox";
import { Uploads } from "@/components/metering/uploads";
import { ActionLink } from "@/components/workplace/button";
import { EmptyState } from "@/components/workplace/empty-state";
import { PageHead } from "@/components/workplace/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("metering"))("name") };
}

interface MeteringPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MeteringPage({ searchParams }: MeteringPageProps) {
  await requireViewer("exchange");
  const t = await getTranslations("metering");
  const asked = await searchParams;
  const view = await inboxView(asked);
  if (view.all === 0) {
    return (
      <EmptyState
        title={t("empty.title")}
        action={
          <ActionLink look="do" href="/exchange/meters">
            {t("empty.action")}
          </ActionLink>
        }
      >
        {t("empty.text")}
      </EmptyState>
    );
  }
  const { month, all, complete, blockingCount, blocking } = view;
  const names = blocking.map(({ id, missing }) => t("blockedBy", { id, missing })).join(t("comma"));
  return (
    <Words of={["metering", "workplace", "device", "jobs"]}>
      <PageHead
        title={t("title", { month, all, complete, blocking: blockingCount })}
        lead={
          blockingCount === 0 ? t("ready") : t("notReady", { names, more: blockingCount - blocking.length })
        }
      >
        <CopyMissing view={view} />
        <ActionLink href={missingHref(view.month, asked)} download>
          {t("missingCsv")}
        </ActionLink>
      </PageHead>
      <Inbox view={view} />
      <Uploads imports={view.imports} total={view.importsTotal} size={view.importsSize} />
    </Words>
  );
}
