"use client";

import { useTranslations } from "next-intl";
import { Action } from "@/components/workplace/button";
import { ProgressBar } from "@/components/workplace/progress-bar";
import type { HoldingView } from "./holding-view";
import type { Checks } from "./use-checks";

interface CheckToolsProps {
  checks: Checks;
  rows: readonly HoldingView[];
  total: number;
  query: string;
  rowsFrom: (query: string, skip: number) => Promise<readonly HoldingView[]>;
}

/** Has this browser check the page, or all that the filter names; how far it is, and a way to stop. */
export function CheckTools({ checks, rows, total, query, rowsFrom }: CheckToolsProps) {
  const t = useTranslations("holdings");
  const { running, run, stop } = checks;
  if (running !== undefined) {
    return (
      <div className="hold-checking">
        <ProgressBar label={t("check.running")} {...running} />
        <Action onClick={stop}>{t("check.stop")}</Action>
      </div>
    );
  }
  return (
    <>
      <Action onClick={() => void run(once(rows), rows.length)}>{t("check.page")}</Action>
      {total > rows.length ? (
        <Action onClick={() => void run(pages(rowsFrom, query), total)}>{t("check.all", { total })}</Action>
      ) : null}
    </>
  );
}

async function* once(rows: readonly HoldingView[]) {
  yield rows;
}

async function* pages(rowsFrom: CheckToolsProps["rowsFrom"], query: string) {
  for (let skip = 0; ; ) {
    const rows = await rowsFrom(query, skip);
    if (rows.length === 0) return;
    yield rows;
    skip += rows.length;
  }
}
