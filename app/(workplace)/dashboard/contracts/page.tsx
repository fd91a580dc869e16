import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { contractsView } from "@/app/_server/dashboard/contracts";
import { type Asked, monthsOf } from "@/app/_server/dashboard/own";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { ContractsTable } from "@/components/dashboard/contracts-table";
import { ActionLink } from "@/components/workplace/button";
import { PageHead } from "@/components/workplace/page-head";
import { EmptyPart } from "../empty-part";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("enterprise.contracts") };
}

export default async function ContractsPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { participant } = await requireViewer("enterprise");
  const asked = await searchParams;
  if ((await monthsOf(participant)).length === 0) return <EmptyPart participant={participant} />;
  const t = await getTranslations("dashboard");
  const view = await contractsView(participant, asked);
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (typeof value === "string") address.set(name, value);
  return (
    <Words of={["dashboard", "workplace"]}>
      <PageHead
        title={t("contracts.title", { total: view.total, settled: view.settled })}
        lead={t("account.lead")}
      >
        <ActionLink href={`/dashboard/contracts/contracts.csv?${address}`}>CSV</ActionLink>
      </PageHead>
      <ContractsTable view={view} />
    </Words>
  );
}
