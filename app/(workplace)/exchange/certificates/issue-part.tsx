import { getTranslations } from "next-intl/server";
import { jobView } from "@/app/_server/jobs";
import { store } from "@/app/_server/market";
import { IssueBox } from "@/components/console/issue-box";
import { IssuePlan } from "@/components/console/issue-plan";
import type { IssuePlanView } from "@/components/console/issuing-view";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { PageHead, Section } from "@/components/workplace/page-head";
import type { Viewer } from "@/lib/auth/viewer";
import { jobRecords } from "@/lib/store/queries/jobs";

interface IssuePartProps {
  person: Viewer;
  plan: IssuePlanView | undefined;
}

/** What there is to issue for the month, and the issuing itself. */
export async function IssuePart({ person, plan }: IssuePartProps) {
  const t = await getTranslations("exchange.certificates");
  if (plan === undefined) {
    return (
      <PageHead title={t("head.nothing")} lead={t("lead")}>
        <ActionLink look="do" href="/exchange/settlement">
          {t("settleFirst")}
        </ActionLink>
      </PageHead>
    );
  }
  const { month, stage, plannedCount, issued, waitingKwh } = plan;
  const waiting = plannedCount - issued;
  if (stage !== "finished") {
    return (
      <PageHead title={t("head.notFinished", { month })} lead={t("lead")}>
        <ActionLink look="do" href={`/exchange/settlement?month=${month}`}>
          {t("settle", { month })}
        </ActionLink>
      </PageHead>
    );
  }
  const [newest] = await jobRecords(await store(), { name: "issue", month, limit: 1 });
  const job = newest && (await jobView(person, newest));
  return (
    <>
      <PageHead
        title={t(waiting > 0 ? "head.waiting" : "head.done", {
          ...{ month, waiting, count: plannedCount },
          kwh: grouped(waitingKwh),
        })}
        lead={t("lead")}
      />
      {waiting === 0 && plan.nothing.length === 0 ? null : (
        <Section id="plan" title={t("plan.title", { month })}>
          {waiting === 0 ? null : (
            <div style={{ maxWidth: 760, marginBottom: 24 }}>
              <IssueBox key={month} month={month} waiting={waiting} waitingKwh={waitingKwh} job={job} />
            </div>
          )}
          <IssuePlan plan={plan} />
        </Section>
      )}
    </>
  );
}
