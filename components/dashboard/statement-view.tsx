"use client";

import { useTranslations } from "next-intl";
import { grouped, minus } from "@/components/ui/format";
import { Action, ActionLink } from "@/components/workplace/button";
import { Pages } from "@/components/workplace/pages";
import { useTableAddress } from "@/components/workplace/use-table-address";
import { price, yuan } from "./amounts";
import type { ContractView, GroupView, MonthView, SettledView, Sums } from "./dashboard-view";
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

interface StatementProps {
  /** The groups of this page, with the sums of all. */
  view: MonthView;
  /** Groups there are in all, and how many a page shows. */
  total: number;
  size: number;
}

/** The month's money: every line's energy and environmental value, sums under rules, the entries that say so. */
export function Statement({ view, total, size }: StatementProps) {
  const t = useTranslations("dashboard");
  const address = useTableAddress();
  const { groups } = view;
  const contracts = groups.flatMap((group) => group.contracts);
  const entries = [...new Set(contracts.flatMap(({ settled }) => (settled ? [settled.settleEntry] : [])))];
  return (
    <div className="db-statement">
      <StatementTable groups={groups} sums={view.sums} />
      {total <= size ? null : (
        <Pages
          total={total}
          size={size}
          page={address.page}
          onPage={address.setPage}
          keys={false}
          counted="groups"
        />
      )}
      <p className="db-note">{t("statement.note")}</p>
      <p className="db-note">
        {t("statement.entries", { entries: entries.sort((a, b) => a - b).join(t("statement.and")) })}
      </p>
    </div>
  );
}

interface StatementTableProps {
  groups: readonly GroupView[];
  sums: Sums;
}

function StatementTable({ groups, sums }: StatementTableProps) {
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
  const labels = heads.map(([head, unit]) => `${head} ${unit}`);
  return (
    <div className="db-scroll">
      <table className="db-plain">
        <caption className="sr-only">{t("statement.final")}</caption>
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
        {groups.map(({ id, name, province, contracts, sums: own }) => (
          <tbody key={id} data-group={id}>
            <tr className="site">
              <th colSpan={10} scope="rowgroup">
                {name} <small>{province}</small>
              </th>
            </tr>
            {contracts.map((contract) => (
              <LineRow key={contract.code} contract={contract} labels={labels} />
            ))}
            <SumCells label={t("account.subtotal")} sums={own} labels={labels} />
          </tbody>
        ))}
        <tfoot>
          <SumCells label={t("account.total")} sums={sums} labels={labels} />
        </tfoot>
      </table>
    </div>
  );
}

function LineRow({ contract, labels }: { contract: ContractView; labels: readonly string[] }) {
  const { number, plantName, contractKwh, energyPrice, environmentPrice, settled } = contract;
  const shown = (text: (of: SettledView) => string) => (settled === undefined ? "…" : text(settled));
  return (
    <tr data-contract={number}>
      <th scope="row">
        <a href={`/dashboard/contracts?month=${contract.month}&open=${contract.code}`}>{number}</a>
      </th>
      <td>{plantName}</td>
      <Cells
        labels={labels}
        texts={[
          grouped(contractKwh),
          shown(({ settledKwh }) => grouped(settledKwh)),
          shown(({ deviationKwh }) => minus(deviationKwh)),
          price(energyPrice),
          shown(({ energyFen }) => yuan(energyFen)),
          price(environmentPrice),
          shown(({ environmentFen }) => yuan(environmentFen)),
          shown(({ energyFen, environmentFen }) => yuan(energyFen + environmentFen)),
        ]}
      />
    </tr>
  );
}

interface SumCellsProps {
  label: string;
  sums: Sums;
  labels: readonly string[];
}

function SumCells({ label, sums, labels }: SumCellsProps) {
  return (
    <tr className="sum">
      <th scope="row" colSpan={2}>
        {label}
      </th>
      <Cells
        labels={labels}
        texts={[
          grouped(sums.contractKwh),
          grouped(sums.settledKwh),
          minus(sums.deviationKwh),
          "",
          yuan(sums.energyFen),
          "",
          yuan(sums.environmentFen),
          yuan(sums.energyFen + sums.environmentFen),
        ]}
      />
    </tr>
  );
}

/** A row's figures; a phone, which shows them under each other, says before each what it is. */
function Cells({ labels, texts }: { labels: readonly string[]; texts: readonly string[] }) {
  return labels.map((label, at) => (
    <td key={label} className="n" data-label={label}>
      {texts[at]}
    </td>
  ));
}
