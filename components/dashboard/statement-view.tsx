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
        {t("statement.entries", { entries: entries.sort((a, b) => a - b).join(", ") })}
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
              <LineRow key={contract.code} contract={contract} />
            ))}
            <SumCells label={t("account.subtotal")} sums={own} />
          </tbody>
        ))}
        <tfoot>
          <SumCells label={t("account.total")} sums={sums} />
        </tfoot>
      </table>
    </div>
  );
}

function LineRow({ contract }: { contract: ContractView }) {
  const { number, plantName, contractKwh, energyPrice, environmentPrice, settled } = contract;
  const shown = (text: (of: SettledView) => string) => (settled === undefined ? "…" : text(settled));
  return (
    <tr data-contract={number}>
      <th scope="row">
        <a href={`/dashboard/contracts?month=${contract.month}&open=${contract.code}`}>{number}</a>
      </th>
      <td>{plantName}</td>
      <td className="n">{grouped(contractKwh)}</td>
      <td className="n">{shown(({ settledKwh }) => grouped(settledKwh))}</td>
      <td className="n">{shown(({ deviationKwh }) => minus(deviationKwh))}</td>
      <td className="n">{price(energyPrice)}</td>
      <td className="n">{shown(({ energyFen }) => yuan(energyFen))}</td>
      <td className="n">{price(environmentPrice)}</td>
      <td className="n">{shown(({ environmentFen }) => yuan(environmentFen))}</td>
      <td className="n">{shown(({ energyFen, environmentFen }) => yuan(energyFen + environmentFen))}</td>
    </tr>
  );
}

function SumCells({ label, sums }: { label: string; sums: Sums }) {
  return (
    <tr className="sum">
      <th scope="row" colSpan={2}>
        {label}
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
  );
}
