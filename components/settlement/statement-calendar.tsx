import { useTranslations } from "next-intl";
import { statementDates } from "./calendar";
import "./settlement.css";

/** When the month's statement is due. */
export function StatementCalendar({ month }: { month: string }) {
  const t = useTranslations("settlement");
  const dates = statementDates(month);
  return (
    <p className="calendar-line">
      <span>{t("calendar.title")}</span>
      {(["data", "draft", "final"] as const).map((step) => (
        <span key={step}>
          {t(`calendar.${step}`)} <b>{dates[step]}</b>
        </span>
      ))}
      <span>{t("calendar.note")}</span>
    </p>
  );
}
