import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { grouped, minus } from "@/components/ui/format";
import { meanPrice, price, yuan } from "./amounts";
import type { ContractView, GroupView, MonthView, Sums } from "./dashboard-view";
import { Reason, Way } from "./reason";
import { Rulers } from "./rulers";
import { SourceGlyph } from "./source-glyph";
import "./dashboard.css";

/** The month's contracts under their sites: three rulers a row, the reason under what fell short, sums under rules. */
export function ContractAccount({ view }: { view: MonthView }) {
  const t = useTranslations("dashboard");
  return (
    <div className="db-scroll">
      <table className="db-acc">
        <caption>{t("account.caption", { month: view.month })}</caption>
        <thead>
          <tr>
            <th scope="col">{view.side === "generation" ? t("contracts.unit") : t("account.plant")}</th>
            <th scope="col">{t("account.way")}</th>
            <Head label={t("account.contract")} unit="kWh" />
            <Head label={t("account.settled")} unit="kWh" />
            <Head label={t("account.deviation")} unit="kWh" />
            <th scope="col">{t("account.three")}</th>
            <th scope="col">{t("account.limit")}</th>
            <Head label={t("account.price")} unit={t("unit.price")} />
            <Head label={t("account.value")} unit={t("unit.yuan")} />
          </tr>
        </thead>
        {view.groups
          .filter(({ contracts }) => contracts.length > 0)
          .map((group) => (
            <Group key={group.id} group={group} byPlant={view.side === "generation"} />
          ))}
        <tfoot>
          <SumRow
            className="tot"
            label={t("account.total")}
            sums={view.sums}
            settled={view.stage === "finished"}
          />
        </tfoot>
      </table>
    </div>
  );
}

function Head({ label, unit }: { label: string; unit: string }) {
  return (
    <th scope="col" className="n">
      {label} <small>{unit}</small>
    </th>
  );
}

function Group({ group, byPlant }: { group: GroupView; byPlant: boolean }) {
  const t = useTranslations("dashboard");
  const { name, province, consumedWh, contracts, sums } = group;
  return (
    <tbody data-group={group.id}>
      <tr className="site">
        <th colSpan={9} scope="rowgroup">
          {name}{" "}
          <span>
            {consumedWh === undefined
              ? province
              : t("account.site", { province, used: grouped(Math.floor(consumedWh / 1000)) })}
          </span>
        </th>
      </tr>
      {contracts.map((contract) => (
        <Fragment key={contract.code}>
          <Row contract={contract} byPlant={byPlant} />
          {contract.settled !== undefined && contract.settled.limitedBy !== "contract" ? (
            <tr className="why">
              <td />
              <td colSpan={8}>
                <Reason contract={contract} />
              </td>
            </tr>
          ) : null}
        </Fragment>
      ))}
      <SumRow
        className="sub"
        label={t("account.subtotal")}
        sums={sums}
        settled={contracts.every(({ settled }) => settled !== undefined)}
      />
    </tbody>
  );
}

function Row({ contract, byPlant }: { contract: ContractView; byPlant: boolean }) {
  const t = useTranslations("dashboard");
  const { number, plantName, plantType, contractKwh, environmentPrice, settled } = contract;
  return (
    <tr className="l" data-contract={number}>
      <td>
        <a href={`/dashboard/contracts?month=${contract.month}&open=${contract.code}`} title={number}>
          <SourceGlyph type={plantType} /> {byPlant ? contract.unitName : plantName}
        </a>
      </td>
      <td className="way">
        <Way contract={contract} />
      </td>
      <td className="n" data-label={t("account.contract")}>
        {grouped(contractKwh)}
      </td>
      <td className="n" data-label={t("account.settled")}>
        <b>{settled === undefined ? "…" : grouped(settled.settledKwh)}</b>
      </td>
      <td
        className="n"
        data-label={t("account.deviation")}
        data-zero={settled?.deviationKwh === 0 || undefined}
      >
        {settled === undefined ? "…" : minus(settled.deviationKwh)}
      </td>
      <td className="ru">{settled === undefined ? null : <Rulers contract={contract} />}</td>
      <td data-label={t("account.limit")}>
        {settled === undefined ? (
          "…"
        ) : settled.limitedBy === "contract" ? (
          t("limit.contract")
        ) : (
          <b>{t(`limit.${settled.limitedBy}`)}</b>
        )}
      </td>
      <td className="n q" data-label={t("account.price")}>
        {price(environmentPrice)}
      </td>
      <td className="n" data-label={t("account.value")}>
        {settled === undefined ? "…" : yuan(settled.environmentFen)}
      </td>
    </tr>
  );
}

interface SumRowProps {
  className: string;
  label: string;
  sums: Sums;
  settled: boolean;
}

function SumRow({ className, label, sums, settled }: SumRowProps) {
  const t = useTranslations("dashboard");
  const mean = meanPrice(sums.environmentFen, sums.settledKwh);
  const shown = (text: string) => (settled ? text : "…");
  return (
    <tr className={className}>
      <td className="void" />
      <th scope="row" className="lbl">
        {label}
      </th>
      <td className="n" data-label={t("account.contract")}>
        {grouped(sums.contractKwh)}
      </td>
      <td className="n" data-label={t("account.settled")}>
        {shown(grouped(sums.settledKwh))}
      </td>
      <td className="n" data-label={t("account.deviation")}>
        {shown(minus(sums.deviationKwh))}
      </td>
      <td className="void" />
      <td className="void" />
      <td className="n void" data-label={t("account.mean")}>
        {className === "tot" && mean !== undefined ? shown(price(mean)) : null}
      </td>
      <td className="n" data-label={t("account.value")}>
        {shown(yuan(sums.environmentFen))}
      </td>
    </tr>
  );
}
