import Link from "next/link";
import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { FILE_FORMS } from "./file-forms";
import type { JobLine } from "./home-view";
import "./console.css";

const named = ["import", "settle", "issue", "audit", "rebuild"] as const;
const states = ["running", "waiting", "done", "failed", "queued"] as const;

/** Each job with how far it is; what waits for me comes first. */
export function JobList({ jobs }: { jobs: readonly JobLine[] }) {
  const t = useTranslations("exchange.home.jobs");
  const forms = useTranslations("exchange.files.form");
  const object = (about: string) => {
    const form = FILE_FORMS.find((one) => one === about);
    return form === undefined ? about : forms(form);
  };
  return (
    <div className="console-scroll">
      <table className="console-list">
        <thead>
          <tr>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("about")}</th>
            <th scope="col" className="end">
              {t("progress")}
            </th>
            <th scope="col">{t("standing")}</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, name, about, state, done, total, waiting, href }) => (
            <tr key={id}>
              <th scope="row">
                <Link href={href} prefetch={false}>
                  {t(`name.${named.find((one) => one === name) ?? "other"}`)}
                </Link>
              </th>
              <td data-label={t("about")}>{about === "" ? "—" : object(about)}</td>
              <td className="end" data-label={t("progress")}>
                {total === 0 ? "—" : `${grouped(state === "done" ? total : done)} / ${grouped(total)}`}
              </td>
              <td data-label={t("standing")}>
                {waiting > 0 ? (
                  <>
                    <span className="console-mark" data-look="look" aria-hidden="true">
                      ◆
                    </span>
                    {t("waiting", { count: waiting })}
                  </>
                ) : (
                  t(`state.${states.find((one) => one === state) ?? "running"}`)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
