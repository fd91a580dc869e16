"use client";

import { useTranslations } from "next-intl";
import { useWords } from "@/components/certificate/use-words";
import { grouped } from "@/components/ui/format";
import type { Figures } from "@/lib/proof/verify/figures";

/** The proved figures of a file, set under each other like accounts. */
export function FileReport({ figures }: { figures: Figures }) {
  const t = useTranslations("verify");
  const words = useWords();
  const settled = figures.lines.filter((line) => line.settledKwh !== undefined);
  return (
    <section className="file-report" aria-label={t("report")}>
      <p className="mono file-code">{figures.code}</p>
      <table>
        <caption className="aside">
          {t("reportCaption", { month: figures.month, version: figures.version })}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t("plant")}</th>
            <th scope="col">{t("way")}</th>
            <th scope="col" className="num">
              kWh
            </th>
          </tr>
        </thead>
        <tbody>
          {settled.map((line) => (
            <tr key={line.contract}>
              <td>{line.plant?.name ?? "—"}</td>
              <td>{words.list((line.channels ?? []).map((channel) => channel.name)) || t("within")}</td>
              <td className="num">{grouped(line.settledKwh ?? 0)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {t("total")}
            </th>
            <td className="num">{grouped(figures.settledKwh)}</td>
          </tr>
        </tfoot>
      </table>
      <a className="btn btn-link" href={`/c/${figures.code}${figures.kwh ? `?kwh=${figures.kwh.n}` : ""}`}>
        {t("open")}
      </a>
    </section>
  );
}
