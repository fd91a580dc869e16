import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { jobsUnderWay } from "@/app/_server/console";
import { refusedLately } from "@/app/_server/console-gateway";
import { JobList } from "@/components/console/job-list";
import { RefusedList } from "@/components/console/refused-list";
import { Section } from "@/components/workplace/page-head";
import type { Viewer } from "@/lib/auth/viewer";

const REFUSED_SHOWN = 5;

/** Long work: what runs, what waits for a signature, what came of the last. */
export async function UnderWayPart({ person }: { person: Viewer }) {
  const t = await getTranslations("exchange.home");
  const [jobs, refused] = await Promise.all([jobsUnderWay(person), refusedLately(person, REFUSED_SHOWN)]);
  return (
    <div>
      <Section id="jobs" title={t("jobs.title")}>
        {jobs.length === 0 ? <p className="dim">{t("jobs.none")}</p> : <JobList jobs={jobs} />}
      </Section>
      <Section
        id="refused"
        title={t("refusals.title")}
        tools={
          <Link href="/exchange/gateway" prefetch={false}>
            {t("refusals.all")}
          </Link>
        }
      >
        <RefusedList rows={refused} />
      </Section>
    </div>
  );
}
