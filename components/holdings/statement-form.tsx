import { useTranslations } from "next-intl";
import { Action } from "@/components/workplace/button";
import { type StatementKind, statementKinds } from "./statement";

interface StatementFormProps {
  asked: {
    readonly kind: StatementKind;
    readonly from: string;
    readonly to: string;
    readonly units: readonly string[];
  };
  months: readonly string[];
  units: readonly { readonly code: string; readonly name: string; readonly id: string }[];
}

/** Which statement, of which months and units. A plain form: what it asks stands in the address. */
export function StatementForm({ asked, months, units }: StatementFormProps) {
  const t = useTranslations("statement");
  const select = (name: "from" | "to") => (
    <label className="wp-filter">
      {t(`form.${name}`)}
      <select name={name} defaultValue={asked[name]}>
        {months.map((month) => (
          <option key={month}>{month}</option>
        ))}
      </select>
    </label>
  );
  return (
    <form className="hold-statement-form" method="get">
      <div className="wp-tools">
        <label className="wp-filter">
          {t("form.kind")}
          <select name="kind" defaultValue={asked.kind}>
            {statementKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}.name`)}
              </option>
            ))}
          </select>
        </label>
        {select("from")}
        {select("to")}
        <Action type="submit">{t("form.show")}</Action>
      </div>
      {units.length < 2 ? null : (
        <fieldset>
          <legend>{t("form.units")}</legend>
          {units.map(({ code, name, id }) => (
            <label key={code}>
              <input
                type="checkbox"
                name="unit"
                value={code}
                defaultChecked={asked.units.length === 0 || asked.units.includes(code)}
              />
              {name || id}
            </label>
          ))}
        </fieldset>
      )}
    </form>
  );
}
