import { useTranslations } from "next-intl";
import { grouped, minus, shareOf } from "@/components/ui/format";
import { TabLinks } from "@/components/workplace/tab-links";
import type { Sums } from "./dashboard-view";
import "./dashboard.css";

export type DeviationBy = "unit" | "plant" | "month";

export interface DeviationRow {
  readonly id: string;
  readonly name: string;
  readonly sums: Sums;
}

interface DeviationMatrixProps {
  by: DeviationBy;
  month: string;
  rows: readonly DeviationRow[];
  total: Sums;
  /** Where each way of looking has its address. */
  hrefs: Readonly<Record<DeviationBy, string>>;
}

const ways: readonly DeviationBy[] = ["unit", "plant", "month"];

/** What fell short, by where, by what it came from, or by when; the two reasons add up to all of it. */
export function DeviationMatrix({ by, month, rows, total, hrefs }: DeviationMatrixProps) {
  const t = useTranslations("dashboard");
  const most = Math.max(1, ...rows.map(({ sums }) => sums.deviationKwh));
  return (
    <>
      <TabLinks
        label={t("deviation.by")}
        tabs={ways.map((id) => ({ href: hrefs[id], label: t(`deviation.${id}`), current: id === by }))}
      />
      <div className="db-scroll">
        <table className="db-plain">
          <caption className="sr-only">{t("deviation.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`deviation.${by}`)}</th>
              <th scope="col" className="n">
                {t("account.contract")} <small>kWh</small>
              </th>
              <th scope="col" className="n">
                {t("account.settled")} <small>kWh</small>
              </th>
              <th scope="col" className="n">
                {t("account.deviation")} <small>kWh</small>
              </th>
              <th scope="col" className="n">
                {t("deviation.generation")}
              </th>
              <th scope="col" className="n">
                {t("deviation.consumption")}
              </th>
              <th scope="col">{t("deviation.reasons")}</th>
              <th scope="col" className="n">
                {t("deviation.kept")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, sums }) => (
              <tr key={id}>
                <th scope="row">
                  <a
                    href={
                      by === "month"
                        ? `/dashboard/contracts?month=${id}`
                        : `/dashboard/contracts?month=${month}&${by}=${id}`
                    }
                  >
                    {name}
                  </a>
                </th>
                <Cells sums={sums} most={most} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("account.total")}</th>
              <Cells sums={total} most={0} />
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function Cells({ sums, most }: { sums: Sums; most: number }) {
  const t = useTranslations("dashboard");
  const { contractKwh, settledKwh, deviationKwh, byGenerationKwh, byConsumptionKwh } = sums;
  const width = (kwh: number) => (most === 0 ? 0 : (kwh / most) * 100);
  return (
    <>
      <td className="n">{grouped(contractKwh)}</td>
      <td className="n">{grouped(settledKwh)}</td>
      <td className="n">
        <b>{minus(deviationKwh)}</b>
      </td>
      <td className="n">{minus(byGenerationKwh)}</td>
      <td className="n">{minus(byConsumptionKwh)}</td>
      <td>
        {most === 0 ? null : (
          <span
            className="db-two-bars"
            role="img"
            aria-label={t("deviation.bars", {
              generation: grouped(byGenerationKwh),
              consumption: grouped(byConsumptionKwh),
            })}
          >
            <i style={{ width: `${width(byGenerationKwh)}%` }} />
            <i className="hatched" style={{ width: `${width(byConsumptionKwh)}%` }} />
          </span>
        )}
      </td>
      <td className="n">{shareOf(settledKwh, contractKwh)}</td>
    </>
  );
}
