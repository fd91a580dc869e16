"use client";

import { useTranslations } from "next-intl";
import { parseAsInteger, parseAsString, useQueryState } from "nuqs";
import { Fragment } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import { grouped } from "@/components/ui/format";
import { Action } from "@/components/workplace/button";
import { Pages } from "@/components/workplace/pages";
import type { ImportView } from "./inbox-view";
import "@/components/workplace/table.css";
import "./metering.css";

export interface ImportsProps {
  /** One page of them, the newest first. */
  imports: readonly ImportView[];
  total: number;
  size: number;
}

/** What became of the files sent before; each opens what came of it, beneath itself. */
export function Imports({ imports, total, size }: ImportsProps) {
  const t = useTranslations("metering");
  const [open, setOpen] = useQueryState("import", parseAsString);
  const [page, setPage] = useQueryState(
    "sent",
    parseAsInteger.withDefault(1).withOptions({ shallow: false, scroll: false }),
  );
  const count = (value: number | undefined, { state }: ImportView) =>
    value === undefined ? (state === "failed" ? "—" : "…") : grouped(value);
  return (
    <div className="wp-scroll met-imports">
      <table className="wp-table" data-stack="yes">
        <caption>{t("imports.title", { count: total })}</caption>
        <thead>
          <tr>
            {["at", "file", "form"].map((one) => (
              <th key={one} scope="col">
                {t(`imports.${one}`)}
              </th>
            ))}
            {["accepted", "refused", "zeroed", "kwh"].map((one) => (
              <th key={one} scope="col" className="end">
                {t(`imports.${one}`)}
              </th>
            ))}
            <th scope="col">{t("imports.state")}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <Fragment key={one.id}>
              <tr>
                <td data-title="yes">{one.at}</td>
                <td data-label={t("imports.file")}>{one.file}</td>
                <td data-label={t("imports.form")}>
                  {t.has(`form.${one.form}`) ? t(`form.${one.form}`) : one.form}
                </td>
                <td className="end" data-label={t("imports.accepted")}>
                  {count(one.accepted, one)}
                </td>
                <td className="end" data-label={t("imports.refused")}>
                  {count(one.refused, one)}
                </td>
                <td className="end" data-label={t("imports.zeroed")}>
                  {count(one.zeroed, one)}
                </td>
                <td className="end" data-label={t("imports.kwh")}>
                  {one.totalKwh}
                </td>
                <td data-label={t("imports.state")}>
                  <Action
                    look="bare"
                    aria-expanded={open === one.id}
                    onClick={() => void setOpen(open === one.id ? null : one.id)}
                  >
                    {one.state === "done" && (one.refused ?? 0) > 0
                      ? t("job.doneRefused")
                      : t.has(`job.${one.state}`)
                        ? t(`job.${one.state}`)
                        : one.state}
                  </Action>
                </td>
              </tr>
              {open === one.id ? (
                <tr className="met-outcome">
                  <td colSpan={8}>
                    <JobProgress key={open} job={open} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </table>
      {total <= size ? null : (
        <Pages {...{ total, size, page }} onPage={(next) => void setPage(next)} keys={false} />
      )}
      {open === null || imports.some(({ id }) => id === open) ? null : <JobProgress key={open} job={open} />}
    </div>
  );
}
