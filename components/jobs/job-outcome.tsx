import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { Notice } from "@/components/workplace/notice";
import { csvText } from "@/lib/files/csv";
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
  if (outcome?.code !== undefined && t.has(`unreadable.${outcome.code}`)) {
    const columns = outcome.reason?.split(" must be ")[1]?.replace(" or ", " / ") ?? "";
    return (
      <Notice look="wrong">
        {t(`unreadable.${outcome.code}`, { columns })} {t("unreadable.nothing")}
      </Notice>
    );
  }
  if (job.state === "failed" || outcome === undefined) {
    return (
      <Notice look={outcome?.reason === "cancelled" ? "plain" : "wrong"}>
        {outcome?.reason === "cancelled" ? t("cancelled") : `${t("failed")} ${outcome?.reason ?? ""}`}
      </Notice>
    );
  }
  const { accepted, refused, refusedCount } = outcome;
  const groups = refusedGroups(refused).slice(0, shown);
  const told = linesOf(groups);
  const said = { accepted: grouped(accepted), count: accepted, month: job.month ?? "" };
  return (
    <div className="job">
      <p className="job-done">
        {t(`${accepted === 0 && refusedCount > 0 ? "undone" : "done"}.${kindOf(job)}`, said)}{" "}
        {refusedCount === 0 ? t("none") : t("refused", { count: refusedCount })}
      </p>
      {refused.length === 0 ? null : <Refused job={job} lines={groups} />}
      {refusedCount > told ? <p className="job-note">{t("more", { count: refusedCount - told })}</p> : null}
    </div>
  );
}

/** A line refused in several fields is one line. */
const linesOf = (refused: readonly RefusedLineView[]): number =>
  new Set(refused.map((one) => one.line ?? one)).size;

/** A refusal in words; the rules' own sentence where there are none. */
function useWhy() {
  const t = useTranslations("jobs.why");
  return ({ code, reason }: RefusedLineView): string => {
    const known = refusalCodes.find((one) => one === code);
    return known === undefined ? reason : t(known);
  };
}

/** The refusals as a file, for whoever has to mend the lines; a run keeps the first thousand. */
function RefusedFile({ job }: { job: JobView }) {
  const t = useTranslations("jobs");
  const why = useWhy();
  const { refused = [], refusedCount: total = 0 } = job.outcome ?? {};
  const count = linesOf(refused);
  const save = () => {
    const rows = refusedGroups(refused).map((one) => {
      return [one.line ?? one.contract ?? one.unit, fieldOf(one), one.code, why(one)];
    });
    saveFile(`${job.form ?? job.name}-refused.csv`, csvText(["line", "field", "code", "reason"], rows));
  };
  return (
    <p>
      <Action look="bare" onClick={save}>
        {count < total ? t("downloadFirst", { count, total }) : t("download")}
      </Action>
    </p>
  );
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const fieldOf = ({ field, until }: RefusedGroup): string =>
  field === undefined ? "" : until === undefined ? field : `${field}–${until}`;

function Refused({ job, lines }: { job: JobView; lines: readonly RefusedGroup[] }) {
  const t = useTranslations("jobs");
  const why = useWhy();
  return (
    <section className="job-refused" aria-label={t("refusedTable")}>
      <RefusedFile job={job} />
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
              <td>{fieldOf(line) || "—"}</td>
              <td>
                <code>{line.code}</code>
              </td>
              <td>{why(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
