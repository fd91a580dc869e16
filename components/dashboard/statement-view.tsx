"use client";

import { useTranslations } from "next-intl";
import { grouped, minus } from "@/components/ui/format";
import { Action, ActionLink } from "@/components/workplace/button";
import { price, yuan } from "./amounts";
import type { ContractView, MonthView, Sums } from "./dashboard-view";
import "./dashboard.css";

/** The statement's tools: print it, or take it along. */
export function StatementTools({ month, unit }: { month: string; unit: string }) {
  const t = useTranslations("dashboard");
  const address = new URLSearchParams({ month, ...(unit === "" ? {} : { unit }) });
  return (
    <>
      <Action onClick={() => window.print()}>{t("statement.print")}</Action>
      <ActionLink href={`/dashboard/settlements/statement.csv?${address}`}>CSV</ActionLink>
      <ActionLink href={`/dashboard/settlements/statement.xlsx?${address}`}>
        {t("statement.sheet")}
      </ActionLink>
    </>
  );
}

/** The month's money: every line's energy and environmental value, sums under rules, the entries that say so. */
export function Statement({ view }: { view: MonthView }) {
  const t = useTranslations("dashboard");
  const groups = view.groups.filter(({ contracts }) => contracts.length > 0);
  const contracts = groups.flatMap((group) => group.contracts);
  const entries = [...new Set(contracts.flatMap(({ settled }) => (settled ? [settled.settleEntry] : [])))];
  return (
    <div className="db-statement">
      {groups.map(({ id, name, province, contracts: own, sums }) => (
        <section key={id} data-group={id}>
          <h2>
            {name} <small>{province}</small>
          </h2>
          <StatementTable label={name} contracts={own} sums={sums} sumLabel={t("account.subtotal")} />
        </section>
      ))}
      {groups.length < 2 ? null : (
        <section>
          <h2>{t("account.total")}</h2>
          <StatementTable
            label={t("account.total")}
            contracts={[]}
            sums={view.sums}
            sumLabel={t("account.total")}
          />
        </section>
      )}
      <p className="db-note">{t("statement.note")}</p>
      <p className="db-note">
        {t("statement.entries", { entries: entries.sort((a, b) => a - b).join(", ") })}
      </p>
    </div>
  );
}

interface StatementTableProps {
  label: string;
  contracts: readonly ContractView[];
  sums: Sums;
  sumLabel: string;
}

function StatementTable({ label, contracts, sums, sumLabel }: StatementTableProps) {
  const t = useTranslations("dashboard");
  const heads = [
    [t("account.contract"), "kWh"],
    [t("account.settled"), "kWh"],
    [t("account.deviation"), "kWh"],
    [t("contracts.drawer.energyPrice"), t("unit.price")],
    [t("statement.energy"), t("unit.yuan")],
    [t("contracts.drawer.environmentPrice"), t("unit.price")],
    [t("statement.environment"), t("unit.yuan")],
    [t("statement.sum"), t("unit.yuan")],
  ] as const;
  return (
    <section className="db-scroll" aria-label={label}>
      <table className="db-plain">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t("contracts.number")}</th>
            <th scope="col">{t("contracts.plant")}</th>
            {heads.map(([head, unit]) => (
              <th key={head} scope="col" className="n">
                {head} <small>{unit}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {contracts.map(
            ({ code, number, plantName, contractKwh, energyPrice, environmentPrice, settled }) => (
              <tr key={code} data-contract={number}>
                <th scope="row">{number}</th>
                <td>{plantName}</td>
                <td className="n">{grouped(contractKwh)}</td>
                <td className="n">{settled === undefined ? "…" : grouped(settled.settledKwh)}</td>
                <td className="n">{settled === undefined ? "…" : minus(settled.deviationKwh)}</td>
                <td className="n">{price(energyPrice)}</td>
                <td className="n">{settled === undefined ? "…" : yuan(settled.energyFen)}</td>
                <td className="n">{price(environmentPrice)}</td>
                <td className="n">{settled === undefined ? "…" : yuan(settled.environmentFen)}</td>
                <td className="n">
                  {settled === undefined ? "…" : yuan(settled.energyFen + settled.environmentFen)}
                </td>
              </tr>
            ),
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              {sumLabel}
            </th>
            <td className="n">{grouped(sums.contractKwh)}</td>
            <td className="n">{grouped(sums.settledKwh)}</td>
            <td className="n">{minus(sums.deviationKwh)}</td>
            <td />
            <td className="n">{yuan(sums.energyFen)}</td>
            <td />
            <td className="n">{yuan(sums.environmentFen)}</td>
            <td className="n">{yuan(sums.energyFen + sums.environmentFen)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
