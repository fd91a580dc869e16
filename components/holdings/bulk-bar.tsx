"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { grouped } from "@/components/ui/format";
import { ArchiveDialog } from "./archive-dialog";
import { type DownloadWish, download } from "./download";
import type { Chosen } from "./use-selection";

interface BulkBarProps {
  chosen: Chosen;
  /** How many the filter names. */
  total: number;
  sumOfAll: (query: string) => Promise<{ count: number; kwh: number }>;
  onAll: () => void;
  onClear: () => void;
}

/** So many codes an address of labels carries. */
const mostInAddress = 200;

/** What can be done with all that is chosen, with its sum. */
export function BulkBar({ chosen, total, sumOfAll, onAll, onClear }: BulkBarProps) {
  const t = useTranslations("holdings");
  const [archive, setArchive] = useState<"papers" | "bundles">();
  const [failed, setFailed] = useState(false);
  const { count, kwh } = useSum(chosen, total, sumOfAll);
  if (count === 0) return null;
  const selection: DownloadWish["selection"] =
    chosen.kind === "all" ? { query: chosen.query } : { codes: [...chosen.kwh.keys()] };
  const csv = async (): Promise<void> => {
    setFailed(!(await download({ what: "csv", selection }, t("csv.file"), () => {})));
  };
  const labels =
    "query" in selection
      ? `all=1&${selection.query}`
      : `codes=${selection.codes.slice(0, mostInAddress).join(",")}`;
  return (
    <>
      <section className="wp-bulk" aria-label={t("bulk.name")} aria-live="polite">
        <b>
          {t("bulk.chosen", { count })} {kwh === undefined ? "…" : grouped(kwh)} kWh
        </b>
        {chosen.kind === "some" && count < total ? (
          <button type="button" onClick={onAll}>
            {t("bulk.all", { total })}
          </button>
        ) : null}
        <button type="button" onClick={() => void csv()}>
          CSV
        </button>
        <button type="button" onClick={() => setArchive("papers")}>
          {t("bulk.papers")}
        </button>
        <button type="button" onClick={() => setArchive("bundles")}>
          {t("bulk.bundles")}
        </button>
        <a href={`/dashboard/labels?${labels}`}>{t("bulk.labels")}</a>
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

/** Of what is chosen one by one the rows told it; of all, the server adds it up. */
function useSum(chosen: Chosen, total: number, sumOfAll: BulkBarProps["sumOfAll"]) {
  const [whole, setWhole] = useState<{ query: string; kwh: number }>();
  const query = chosen.kind === "all" ? chosen.query : undefined;
  useEffect(() => {
    if (query === undefined) return;
    let wanted = true;
    sumOfAll(query).then(
      ({ kwh }) => wanted && setWhole({ query, kwh }),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [query, sumOfAll]);
  if (chosen.kind === "some")
    return { count: chosen.kwh.size, kwh: [...chosen.kwh.values()].reduce((sum, one) => sum + one, 0) };
  return { count: total, kwh: whole?.query === query ? whole?.kwh : undefined };
}
