import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { gatewayView } from "@/app/_server/console-gateway";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { GatewayFigures } from "@/components/console/gateway-figures";
import { GatewayFilters, GatewayPeriod } from "@/components/console/gateway-filters";
import { LiveRefresh } from "@/components/console/live-refresh";
import { MinutesChart } from "@/components/console/minutes-chart";
import { RefusalsTable } from "@/components/console/refusals-table";
import { SubmissionsTable } from "@/components/console/submissions-table";
import { ActionLink } from "@/components/workplace/button";
import { PageHead, Section } from "@/components/workplace/page-head";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("exchange.gateway") };
}

interface GatewayPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function GatewayPage({ searchParams }: GatewayPageProps) {
  const person = await requireViewer("exchange");
  const t = await getTranslations("exchange.gateway");
  const asked = await searchParams;
  const view = await gatewayView(person, asked);
  const query = new URLSearchParams(
    Object.entries(asked).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  );
  return (
    <Words of={["exchange", "ledger", "workplace"]}>
      <PageHead
        title={t("title", { hours: view.hours, count: view.count, refused: view.refused })}
        lead={t("lead")}
      >
        <GatewayPeriod />
        <LiveRefresh />
        <ActionLink href={`/exchange/gateway/submissions.csv?${query}`} download>
          CSV
        </ActionLink>
      </PageHead>
      <GatewayFigures view={view} />
      <div style={{ marginBlock: 28 }}>
        <MinutesChart minutes={view.minutes} />
      </div>
      <Section id="submissions" title={t("list", { count: view.total })}>
        <GatewayFilters refusals={view.refusals} />
        <SubmissionsTable view={view} />
      </Section>
      <Section id="refusals" title={t("refusals")} lead={t("refusalsLead")}>
        <RefusalsTable refusals={view.refusals} />
      </Section>
    </Words>
  );
}
