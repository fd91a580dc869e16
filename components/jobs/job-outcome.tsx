import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { Notice } from "@/components/workplace/notice";
import "./jobs.css";
import type { JobView, RefusedLineView } from "./job-view";
import { refusalCodes } from "./refusal-codes";
import { type RefusedGroup, refusedGroups } from "./refused-groups";
import { kindOf } from "./run-dialog";

const shown = 200;

/** What came of a run: how much was taken in, and every line that was not, with its reason. */
export function JobOutcome({ job }: { job: JobView }) {
  const t = useTranslations("jobs");
  const { outcome } = job;
  if (job.state === "failed" || outcome === undefined) {
    return (
      <Notice look={outcome?.reason === "cancelled" ? "plain" : "wrong"}>
        {outcome?.reason === "cancelled" ? t("cancelled") : `${t("failed")} ${outcome?.reason ?? ""}`}
      </Notice>
    );
  }
  const { accepted, refused, refusedCount } = outcome;
  const groups = refusedGroups(refused).slice(0, shown);
  const told = new Set(groups.map((one) => one.line ?? one)).size;
  const said = { accepted: grouped(accepted), count: accepted, month: job.month ?? "" };
  return (
    <div className="job">
      <p className="job-done">
        {t(`${accepted === 0 && refusedCount > 0 ? "undone" : "done"}.${kindOf(job)}`, said)}{" "}
        {refusedCount === 0 ? t("none") : t("refused", { count: refusedCount })}
      </p>
      {refused.length === 0 ? null : <Refused lines={groups} />}
      {refusedCount > told ? <p className="job-note">{t("more", { count: refusedCount - told })}</p> : null}
    </div>
  );
}

function Refused({ lines }: { lines: readonly RefusedGroup[] }) {
  const t = useTranslations("jobs");
  const told = ({ code, reason }: RefusedLineView) => {
    const known = refusalCodes.find((one) => one === code);
    return known === undefined ? reason : t(`why.${known}`);
  };
  return (
    <section className="job-refused" aria-label={t("refusedTable")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("column.line")}</th>
            <th scope="col">{t("column.field")}</th>
            <th scope="col">{t("column.code")}</th>
            <th scope="col">{t("column.reason")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={JSON.stringify(line)}>
              <td>{line.line ?? line.contract ?? line.unit ?? "—"}</td>
              <td>
                {line.field ?? "—"}
                {line.until === undefined ? null : `–${line.until}`}
              </td>
              <td>
                <code>{line.code}</code>
              </td>
              <td>{told(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
