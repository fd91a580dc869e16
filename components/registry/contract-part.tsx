"use client";

import { useTranslations } from "next-intl";
import { parseWhole } from "@/components/ui/format";
import { formatWhAsKwh } from "@/lib/units/energy";
import { edgesOf } from "@/lib/units/loss";
import type { FormChoices } from "./form-fields";
import { pathAt } from "./path";
import type { RowForm } from "./register-form";
import { yearRows } from "./year-rows";

interface ContractPartProps {
  form: RowForm;
  choices: FormChoices;
  wholeYear: boolean;
  onWholeYear: (whole: boolean) => void;
}

/** What the quantity means at the plant, with each channel's loss, and whether it is a year's deal. */
export function ContractPart({ form, choices, wholeYear, onWholeYear }: ContractPartProps) {
  const t = useTranslations("registry");
  const values = form.watch();
  const kwh = parseWhole(values.quantity_kwh ?? "") ?? 0;
  const path = pathAt(values.channels ?? "", choices.channels);
  const edges = kwh > 0 && kwh < 1e12 ? edgesOf(kwh * 1000, path) : [];
  const sent = edges[0]?.sentWh ?? kwh * 1000;
  const numbers = wholeYear ? yearRows(values).map(({ number }) => number) : [];
  return (
    <div className="reg-wide">
      {kwh === 0 ? null : (
        <table className="wp-accounts" data-loss="yes">
          <caption className="sr-only">{t("loss.caption")}</caption>
          <tbody>
            <tr>
              <th scope="row">{t("loss.landed")}</th>
              <td>{formatWhAsKwh(kwh * 1000)}</td>
              <td className="unit">kWh</td>
            </tr>
            {edges.map(({ lossWh }, i) => (
              <tr key={path[i]?.code}>
                <th scope="row">{t("loss.channel", { name: path[i]?.name ?? "" })}</th>
                <td>{formatWhAsKwh(lossWh)}</td>
                <td className="unit">kWh</td>
              </tr>
            ))}
            <tr className="sum">
              <th scope="row">{t("loss.sent")}</th>
              <td data-sent>{formatWhAsKwh(sent)}</td>
              <td className="unit">kWh</td>
            </tr>
          </tbody>
        </table>
      )}
      <fieldset className="reg-checks" style={{ marginTop: 12 }}>
        <label>
          <input type="checkbox" checked={wholeYear} onChange={({ target }) => onWholeYear(target.checked)} />
          {t("wholeYear")}
        </label>
        {numbers.length < 2 ? null : (
          <p className="reg-note">
            {t("yearNumbers", { first: numbers[0] ?? "", last: numbers.at(-1) ?? "" })}
          </p>
        )}
      </fieldset>
    </div>
  );
}
