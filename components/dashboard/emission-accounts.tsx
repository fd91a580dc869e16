import { useTranslations } from "next-intl";
import { shareOf } from "@/components/ui/format";
import type { EmissionRow, Emissions, UnitUse } from "@/lib/accounting/emissions";
import type { Factor } from "@/lib/accounting/factors";
import { factorText, kwh, tonnes } from "./amounts";
import "./dashboard.css";

export interface UseRow extends UnitUse {
  readonly name: string;
}

interface EmissionAccountsProps {
  units: readonly UseRow[];
  emissions: Emissions;
  year: number;
}

/** Green share by unit, and emissions by the grid one draws from and by what one bought; each with its factor. */
export function EmissionAccounts({ units, emissions, year }: EmissionAccountsProps) {
  const t = useTranslations("dashboard");
  const sum = (value: (unit: UseRow) => number) => units.reduce((all, unit) => all + value(unit), 0);
  const used = sum(({ consumedWh }) => consumedWh);
  const settled = sum(({ settledWh }) => settledWh);
  const nameOf = new Map(units.map(({ unit, name }) => [unit, name]));
  return (
    <div className="db-ems">
      <div>
        <h3>
          {t("emissions.green")} <small>kWh</small>
        </h3>
        <table className="db-ledger">
          <tbody>
            {units.map(({ unit, name, consumedWh, settledWh }) => (
              <tr key={unit} data-unit={unit}>
                <th scope="row">{name}</th>
                <td className="x">
                  {kwh(settledWh)} ÷ {kwh(consumedWh)}
                </td>
                <td>
                  {shareOf(settledWh, consumedWh)}
                  <i className="bar" style={{ width: `${(settledWh / Math.max(1, consumedWh)) * 100}%` }} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("account.total")}</th>
              <td className="x">
                {kwh(settled)} ÷ {kwh(used)}
              </td>
              <td>{shareOf(settled, used)}</td>
            </tr>
          </tfoot>
        </table>
        <p>{t("emissions.rest", { kwh: kwh(used - settled) })}</p>
      </div>
      <Basis
        id="location"
        rows={emissions.location}
        total={emissions.locationTotal}
        used={used}
        year={year}
        name={(id) => nameOf.get(id) ?? id}
      />
      <Basis
        id="market"
        rows={emissions.market}
        total={emissions.marketTotal}
        used={used}
        year={year}
        name={(id) =>
          t(`emissions.row.${id === "linked" ? "linked" : id === "unlinked" ? "unlinked" : "rest"}`)
        }
      />
    </div>
  );
}

interface BasisProps {
  id: "location" | "market";
  rows: readonly EmissionRow[];
  total: number | undefined;
  used: number;
  year: number;
  name: (id: string) => string;
}

function Basis({ id, rows, total, used, year, name }: BasisProps) {
  const t = useTranslations("dashboard");
  const factors = distinct(
    rows.flatMap(({ factor }) => (factor === undefined || factor.year === 0 ? [] : [factor])),
  );
  const years = [...new Set(factors.map((factor) => factor.year))];
  return (
    <div data-basis={id}>
      <h3>
        {t(`emissions.${id}`)} <small>t CO₂</small>
      </h3>
      <table className="db-ledger">
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{name(row.id)}</th>
              <td className="x">
                {kwh(row.wh)} ×{" "}
                {row.factor === undefined ? "—" : row.factor.year === 0 ? "0" : factorText(row.factor.value)}
              </td>
              <td>{tonnes(row.centitonnes)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("account.total")}</th>
            <td className="x">{kwh(used)} kWh</td>
            <td data-total={id}>{tonnes(total)}</td>
          </tr>
        </tfoot>
      </table>
      <dl>
        <dt>{t("emissions.factor")}</dt>
        <dd>
          {factors.map((factor) => factorSaid(t, factor)).join(t("emissions.between"))} {t("emissions.per")}
        </dd>
        <dt>{t("emissions.source")}</dt>
        <dd>
          {years
            .map((one) =>
              t("emissions.sourceText", { year: one, announcement: t(`emissions.announcement.${one}`) }),
            )
            .join(t("emissions.between"))}
          {years.some((one) => one < year) ? t("emissions.newest", { year }) : null}
        </dd>
        <dt>{t("emissions.method")}</dt>
        <dd>{t(`emissions.methodText.${id}`)}</dd>
      </dl>
    </div>
  );
}

type T = ReturnType<typeof useTranslations<"dashboard">>;

function factorSaid(t: T, { scope, region, year, value }: Factor): string {
  const kind = scope === "regional" ? t("emissions.regional", { region: t(`region.${region}`) }) : undefined;
  const where = kind ?? t(scope === "provincial" ? `emissions.provincial.${region}` : "emissions.excluding");
  return `${where} ${year}: ${factorText(value)}`;
}

function distinct(factors: readonly Factor[]): Factor[] {
  return [
    ...new Map(factors.map((factor) => [`${factor.scope}/${factor.region}/${factor.year}`, factor])).values(),
  ];
}
