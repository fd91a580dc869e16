import { getTranslations } from "next-intl/server";
import { IssuePlan } from "@/components/console/issue-plan";
import type { IssuePlanView } from "@/components/console/issuing-view";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { PageHead, Section } from "@/components/workplace/page-head";
import type { Viewer } from "@/lib/auth/viewer";

interface IssuePartProps {
  person: Viewer;
  plan: IssuePlanView | undefined;
}

/** What there is to issue for the month, and the issuing itself. */
export async function IssuePart({ plan }: IssuePartProps) {
  const t = await getTranslations("exchange.certificates");
  if (plan === undefined) return <PageHead title={t("head.nothing")} lead={t("lead")} />;
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
          <IssuePlan plan={plan} />
        </Section>
      )}
    </>
  );
}
