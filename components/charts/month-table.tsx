"use client";

import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { daySums } from "./chart-points";
import type { LineCurve } from "./claimed-curves";

interface MonthTableProps {
  curve: LineCurve;
  month: string;
  showUse: boolean;
}

/** The table behind the curve: exact Wh by day. */
export function MonthTable({ curve, month, showUse }: MonthTableProps) {
  const t = useTranslations("certificate");
  return (
    <table className="acct">
      <caption className="sr-only">{t("month.tableCaption", { month })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("month.day")}</th>
          <th scope="col">{t("month.sent")} Wh</th>
          <th scope="col">{t("month.matched")} Wh</th>
          {showUse && <th scope="col">{t("month.used")} Wh</th>}
        </tr>
      </thead>
      <tbody>
        {daySums(curve).map(({ day, sentWh, matchedWh, usedWh }) => (
          <tr key={day}>
            <th scope="row">{t("date.day", { month, day: String(day) })}</th>
            <td>{grouped(sentWh)}</td>
            <td>{grouped(matchedWh)}</td>
            {showUse && <td>{grouped(usedWh)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
