import { getTranslations } from "next-intl/server";
import { jobsUnderWay } from "@/app/_server/console";
import { JobList } from "@/components/console/job-list";
import { Section } from "@/components/workplace/page-head";
import type { Viewer } from "@/lib/auth/viewer";

/** Long work: what runs, what waits for a signature, what came of the last. */
export async function UnderWayPart({ person }: { person: Viewer }) {
  const t = await getTranslations("exchange.home.jobs");
  const jobs = await jobsUnderWay(person);
  return (
    <Section id="jobs" title={t("title")}>
      {jobs.length === 0 ? <p className="dim">{t("none")}</p> : <JobList jobs={jobs} />}
    </Section>
  );
}
