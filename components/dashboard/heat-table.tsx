import { useTranslations } from "next-intl";
import { shareOf } from "@/components/ui/format";
import { kwh } from "./amounts";
import { ALL_HOURS, type HeatView, NO_MATCH } from "./heat-view";

/** The same as numbers: the share of every hour, and at the edges the energy it is a share of. */
export function HeatTable({ heat }: { heat: HeatView }) {
  const t = useTranslations("dashboard");
  const cell = ({ partWh, ofWh }: { partWh: number; ofWh: number }) => shareOf(partWh, ofWh);
  return (
    <section className="db-scroll db-heat-table" aria-label={t("heat.table")}>
      <table className="db-plain">
        <caption className="sr-only">{t("heat.what")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("heat.hour")}</th>
            <th scope="col" className="n">
              {t("heat.matchedKwh")}
            </th>
            <th scope="col" className="n">
              {t("heat.ofKwh")}
            </th>
            <th scope="col" className="n">
              {t("heat.all")}
            </th>
            {heat.columns.map(({ id, label }) => (
              <th key={id} scope="col" className="n">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ALL_HOURS.map((hour) => {
            const match = heat.byHour[hour] ?? NO_MATCH;
            return (
              <tr key={hour}>
                <th scope="row">
                  {hour}–{hour + 1}
                </th>
                <td className="n">{kwh(match.partWh)}</td>
                <td className="n">{kwh(match.ofWh)}</td>
                <td className="n">
                  <b>{cell(match)}</b>
                </td>
                {heat.columns.map(({ id, hours }) => (
                  <td key={id} className="n">
                    {cell(hours[hour] ?? NO_MATCH)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("account.total")}</th>
            <td className="n" data-heat="part">
              {kwh(heat.total.partWh)}
            </td>
            <td className="n" data-heat="of">
              {kwh(heat.total.ofWh)}
            </td>
            <td className="n">{cell(heat.total)}</td>
            {heat.columns.map(({ id, total }) => (
              <td key={id} className="n">
                {cell(total)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
