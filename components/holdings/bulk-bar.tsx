"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { grouped } from "@/components/ui/format";
import { ArchiveDialog } from "./archive-dialog";
import { BulkLabels } from "./bulk-labels";
import { type DownloadWish, download } from "./download";
import type { Chosen } from "./use-selection";
import { type SumFrom, useSum } from "./use-sum";

type Says = ReturnType<typeof useTranslations<"holdings">>;

interface BulkBarProps {
  chosen: Chosen;
  /** How many the filter names. */
  total: number;
  sumFrom: SumFrom;
  onAll: () => void;
  onClear: () => void;
}

/** What can be done with all that is chosen, with its sum. */
export function BulkBar({ chosen, total, sumFrom, onAll, onClear }: BulkBarProps) {
  const t = useTranslations("holdings");
  const [archive, setArchive] = useState<"papers" | "bundles">();
  const [failed, setFailed] = useState(false);
  const [written, setWritten] = useState<number>();
  const { count, kwh, added } = useSum(chosen, total, sumFrom);
  if (count === 0) return null;
  const selection: DownloadWish["selection"] =
    chosen.kind === "all" ? { query: chosen.query } : { codes: [...chosen.kwh.keys()] };
  const csv = async (): Promise<void> => {
    setFailed(false);
    setWritten(0);
    const came = await download({ what: "csv", selection }, t("csv.file"), setWritten);
    setWritten(undefined);
    setFailed(!came);
  };
  return (
    <>
      <section className="wp-bulk" aria-label={t("bulk.name")} aria-live="polite">
        <b>{t("bulk.chosen", { count, sum: sumText(t, kwh, count, added) })}</b>
        {chosen.kind === "some" && count < total ? (
          <button type="button" onClick={onAll}>
            {t("bulk.all", { total })}
          </button>
        ) : null}
        <button type="button" disabled={written !== undefined} onClick={() => void csv()}>
          {written === undefined ? "CSV" : t("bulk.writing", { written, count })}
        </button>
        <button type="button" onClick={() => setArchive("papers")}>
          {t("bulk.papers")}
        </button>
        <button type="button" onClick={() => setArchive("bundles")}>
          {t("bulk.bundles")}
        </button>
        <BulkLabels selection={selection} />
        <button type="button" onClick={onClear}>
          {t("bulk.none")}
        </button>
        {failed ? <span role="alert">{t("bulk.failed")}</span> : null}
      </section>
      {archive === undefined ? null : (
        <ArchiveDialog
          what={archive}
          count={count}
          selection={selection}
          onClose={() => setArchive(undefined)}
        />
      )}
    </>
  );
}

/** A sum that is not whole yet is none: until then it is told how far the adding up is. */
function sumText(t: Says, kwh: number, count: number, added: number | undefined): string {
  if (added === undefined) return `— kWh (${t("bulk.notAdded")})`;
  if (added < count) return t("bulk.adding", { added, count });
  return `${grouped(kwh)} kWh`;
}
