"use client";

import { useTranslations } from "next-intl";
import { grouped, groupedKwh, parseWhole } from "@/components/ui/format";
import { TextInput } from "@/components/workplace/field";
import { isMonth } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";
import type { ChannelChoice, FormChoices } from "./form-fields";
import { pathAt } from "./path";
import type { RowForm } from "./register-form";
import { MOST_MONTHS, type Term, termRows } from "./term-rows";

interface ContractPartProps {
  form: RowForm;
  choices: FormChoices;
  term: Term;
  onTerm: (term: Term) => void;
}

/** What the quantity means at the plant, with each channel's loss, and over how many months the deal runs. */
export function ContractPart({ form, choices, term, onTerm }: ContractPartProps) {
  const t = useTranslations("registry");
  const values = form.watch();
  const rows = termRows(values, term);
  const path = pathAt(values.channels ?? "", choices.channels);
  const { kwh, losses, sent } = carried(rows, path);
  return (
    <div className="reg-wide reg-contract">
      <TextInput
        label={t("deal.months")}
        hint={t("deal.monthsHint")}
        type="number"
        min={1}
        max={MOST_MONTHS}
        value={term.months}
        onChange={({ target }) => onTerm({ ...term, months: clamped(target.valueAsNumber) })}
        data-months
      />
      {term.months > 1 && isMonth(values.month ?? "") ? (
        <MonthRows rows={rows} term={term} onTerm={onTerm} quantity={values.quantity_kwh ?? ""} />
      ) : null}
      {kwh === 0 ? null : (
        <table className="wp-accounts" data-loss="yes">
          <caption className="sr-only">{t("loss.caption")}</caption>
          <tbody>
            <tr>
              <th scope="row">{t("loss.landed")}</th>
              <td>{groupedKwh(kwh * 1000)}</td>
              <td className="unit">kWh</td>
            </tr>
            {path.map(({ code, name }, i) => (
              <tr key={code}>
                <th scope="row">{t("loss.channel", { name })}</th>
                <td>{groupedKwh(losses[i] ?? 0)}</td>
                <td className="unit">kWh</td>
              </tr>
            ))}
            <tr className="sum">
              <th scope="row">{t("loss.sent")}</th>
              <td data-sent>{groupedKwh(sent)}</td>
              <td className="unit">kWh</td>
            </tr>
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Carried back month by month, as each is settled by itself: kWh landed, Wh lost on each channel, Wh sent. */
function carried(rows: readonly Readonly<Record<string, string>>[], path: readonly ChannelChoice[]) {
  const losses = path.map(() => 0);
  let [kwh, sent] = [0, 0];
  for (const { quantity_kwh = "" } of rows) {
    const landed = parseWhole(quantity_kwh) ?? 0;
    if (landed === 0 || landed >= 1e12) continue;
    const edges = edgesOf(landed * 1000, path);
    for (const [i, { lossWh }] of edges.entries()) losses[i] = (losses[i] ?? 0) + lossWh;
    kwh += landed;
    sent += edges[0]?.sentWh ?? landed * 1000;
  }
  return { kwh, losses, sent };
}

function clamped(months: number): number {
  return Number.isInteger(months) ? Math.max(1, Math.min(MOST_MONTHS, months)) : 1;
}

interface MonthRowsProps {
  rows: readonly Record<string, string>[];
  term: Term;
  onTerm: (term: Term) => void;
  /** Of every month that has none of its own. */
  quantity: string;
}

/** A number and a quantity for every month, and what they come to. */
function MonthRows({ rows, term, onTerm, quantity }: MonthRowsProps) {
  const t = useTranslations("registry");
  const sum = rows.reduce((all, { quantity_kwh }) => all + (parseWhole(quantity_kwh ?? "") ?? 0), 0);
  return (
    <table className="wp-accounts reg-months" data-term={rows.length}>
      <caption className="sr-only">{t("deal.caption")}</caption>
      <tbody>
        {rows.map(({ month = "", number }) => (
          <tr key={month}>
            <th scope="row">
              {month}
              <span className="reg-note reg-code">{number}</span>
            </th>
            <td>
              <input
                className="wp-input"
                inputMode="numeric"
                aria-label={t("deal.kwhOf", { month })}
                placeholder={quantity}
                value={term.kwh[month] ?? ""}
                onChange={({ target }) => onTerm({ ...term, kwh: { ...term.kwh, [month]: target.value } })}
              />
            </td>
            <td className="unit">kWh</td>
          </tr>
        ))}
        <tr className="sum">
          <th scope="row">{t("deal.sum", { count: rows.length })}</th>
          <td>{grouped(sum)}</td>
          <td className="unit">kWh</td>
        </tr>
      </tbody>
    </table>
  );
}
