import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { startAudit } from "@/app/_actions/console";
import { lastAudit, securityEvents, trailPage } from "@/app/_server/console-audit";
import { requireViewer } from "@/app/_server/viewer";
import { Words } from "@/app/_server/words";
import { AuditRun } from "@/components/console/audit-run";
import { EventsTable } from "@/components/console/events-table";
import { TrailPart } from "@/components/console/trail-part";
import { PageHead } from "@/components/workplace/page-head";
import { TabLinks } from "@/components/workplace/tab-links";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workplace.nav"))("exchange.audit") };
}

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const person = await requireViewer("exchange");
  const t = await getTranslations("exchange.audit");
  const asked = await searchParams;
  const [trail, events, last] = await Promise.all([
    trailPage(person, asked),
    securityEvents(person),
    lastAudit(),
  ]);
  const view = asked.view === "security" || asked.view === "run" ? asked.view : "entries";
  return (
    <Words of={["exchange", "ledger", "workplace", "device", "jobs"]}>
      <PageHead title={t("title")} lead={t("lead")} />
      <TabLinks
        label={t("views")}
        tabs={[
          {
            href: "/exchange/audit",
            label: t("entries", { count: trail.total }),
            current: view === "entries",
          },
          ...(events === undefined
            ? []
            : [
                {
                  href: "/exchange/audit?view=security",
                  label: t("security", { count: events.length }),
                  current: view === "security",
                },
              ]),
          { href: "/exchange/audit?view=run", label: t("check"), current: view === "run" },
        ]}
      />
      {view === "entries" ? <TrailPart trail={trail} asked={asked} /> : null}
      {view === "security" && events ? <EventsTable events={events} /> : null}
      {view === "run" ? <AuditRun last={last} start={startAudit} /> : null}
    </Words>
  );
}
