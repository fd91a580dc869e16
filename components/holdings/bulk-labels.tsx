import { useTranslations } from "next-intl";
import type { DownloadWish } from "./download";

/** So many codes an address carries. */
const mostInAddress = 200;

/** Ways to the sheets of labels: one, or as many as addresses are needed to name every code. */
export function BulkLabels({ selection }: { selection: DownloadWish["selection"] }) {
  const t = useTranslations("holdings.bulk");
  if ("query" in selection || selection.codes.length <= mostInAddress) {
    const asked = "query" in selection ? `all=1&${selection.query}` : codesQuery(selection.codes);
    return <a href={`/dashboard/labels?${asked}`}>{t("labels")}</a>;
  }
  const { codes } = selection;
  return Array.from({ length: Math.ceil(codes.length / mostInAddress) }, (_, part) => {
    const [from, to] = [part * mostInAddress, Math.min(codes.length, (part + 1) * mostInAddress)];
    return (
      <a key={from} href={`/dashboard/labels?${codesQuery(codes.slice(from, to))}`}>
        {t("labelsPart", { from: from + 1, to })}
      </a>
    );
  });
}

const codesQuery = (codes: readonly string[]): string => `codes=${codes.join(",")}`;
