import { getTranslations } from "next-intl/server";
import { scopeOf } from "@/app/_server/dashboard/own";
import { statementDates } from "@/components/settlement/calendar";
import { englishMonth } from "@/components/ui/english-month";
import { addMonths, daysInMonth, localTime, yearMonth } from "@/lib/units/interval";
import "@/components/dashboard/dashboard.css";
import "@/components/workplace/table.css";

const steps = ["admitted", "assets", "contract", "settlement", "certificate"] as const;

/** Before the first contract: which step comes next, and when a first certificate can be there. */
export async function EmptyPart({ participant }: { participant: string }) {
  const t = await getTranslations("dashboard.empty");
  const { side, units, plants } = await scopeOf(participant);
  const assets = side === "generation" ? plants.length : units.length;
  const next = assets === 0 ? "assets" : "contract";
  const stateOf = (step: number) => {
    const now = steps.indexOf(next);
    return step < now ? "done" : step === now ? "now" : "later";
  };
  return (
    <>
      <header className="db-head">
        <h1>{t(`title.${next}`)}</h1>
        <p>{t(`text.${next}`)}</p>
      </header>
      <ol className="db-steps">
        {steps.map((step, at) => (
          <li key={step} data-state={stateOf(at)} aria-current={stateOf(at) === "now" ? "step" : undefined}>
            <b>{t(`step.${step}`)}</b>
            <small>
              {step === "assets" && assets > 0 ? t("assets", { count: assets }) : t(`when.${step}`)}
            </small>
          </li>
        ))}
      </ol>
      <FirstDates now={Math.floor(Date.now() / 1000)} />
    </>
  );
}

/** When the certificate of the next whole month's contracts can be here. `now` in unix seconds. */
async function FirstDates({ now }: { now: number }) {
  const t = await getTranslations("dashboard.empty");
  const today = localTime(now);
  const month = addMonths(`${today.year}-${String(today.month).padStart(2, "0")}`, 1);
  const { data, final } = statementDates(month);
  const rows = [
    ["used", `${month}-01 – ${month.slice(5)}-${daysInMonth(month)}`],
    ["data", data],
    ["settled", final],
  ] as const;
  const said = { month: yearMonth(month).month, monthText: englishMonth(month) };
  return (
    <section className="db-earliest">
      <table className="wp-table">
        <caption>{t("earliest.title", said)}</caption>
        <thead>
          <tr>
            <th scope="col">{t("earliest.title", said)}</th>
            <th scope="col" className="end">
              {t("earliest.day")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([step, day]) => (
            <tr key={step}>
              <td>{t(`earliest.${step}`, said)}</td>
              <td className="end">{day}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("earliest.certificate")}</th>
            <td className="end">{final}</td>
          </tr>
        </tfoot>
      </table>
      <p>{t("earliest.note")}</p>
    </section>
  );
}
