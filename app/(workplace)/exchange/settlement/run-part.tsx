import { getTranslations } from "next-intl/server";
import { offerSecondSigner } from "@/app/_actions/settlement";
import { jobView } from "@/app/_server/jobs";
import { store } from "@/app/_server/market";
import { checkViews, runPlan } from "@/app/_server/settlement";
import { Checks } from "@/components/settlement/checks";
import { RunBox } from "@/components/settlement/run-box";
import { RunSteps } from "@/components/settlement/run-steps";
import { grouped } from "@/components/ui/format";
import { ActionLink } from "@/components/workplace/button";
import { PageHead, Section } from "@/components/workplace/page-head";
import type { Viewer } from "@/lib/auth/viewer";
import type { MonthStanding } from "@/lib/store/queries/console";
import { jobRecords } from "@/lib/store/queries/jobs";
import type { Month } from "@/lib/units/interval";

interface RunPartProps {
  person: Viewer;
  month: Month;
  standing: MonthStanding | undefined;
}

/** Where the month stands, what stands in its way, and the run itself. */
export async function RunPart({ person, month, standing }: RunPartProps) {
  const t = await getTranslations("settlement");
  const [checks, plan, [newest]] = await Promise.all([
    checkViews(month),
    runPlan(month, standing),
    jobRecords(await store(), { name: "settle", month, limit: 1 }),
  ]);
  const job = newest && (await jobView(person, newest));
  const stops = checks.filter(({ level }) => level === "stop").length;
  const stage = standing?.stage ?? "open";
  const state = stage === "open" && stops === 0 ? "ready" : stage;
  const entry = standing?.finishEntry;
  const said = {
    month,
    stops,
    contracts: standing?.contracts ?? 0,
    settled: grouped(Math.floor((standing?.settledWh ?? 0) / 1000)),
  };
  return (
    <>
      <PageHead title={t(`title.${state}`, said)} lead={t(`lead.${state}`, { entry: grouped(entry ?? 0) })}>
        {stage === "finished" ? (
          <ActionLink
            look={standing?.certificates ? "line" : "do"}
            href={`/exchange/certificates?month=${month}`}
          >
            {standing?.certificates
              ? t("result.issued", { count: standing.certificates })
              : t("result.issue", { month })}
          </ActionLink>
        ) : null}
      </PageHead>
      <RunSteps
        plan={plan}
        stage={stage}
        blocked={stops > 0}
        {...(entry === undefined ? {} : { finishEntry: entry })}
      />
      {stage === "open" ? (
        <Section id="checks" title={t("checks.title")} lead={t("checks.lead")}>
          <Checks checks={checks} />
        </Section>
      ) : null}
      {stage === "finished" ? null : (
        <div style={{ maxWidth: 760, marginTop: 32 }}>
          <RunBox
            key={month}
            plan={plan}
            blocked={stage === "open" && stops > 0}
            job={job}
            offerSecond={offerSecondSigner}
          />
        </div>
      )}
    </>
  );
}
