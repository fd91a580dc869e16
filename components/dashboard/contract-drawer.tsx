"use client";

import { useTranslations } from "next-intl";
import { groupedKwh, percentOfPpm } from "@/components/ui/format";
import { Drawer } from "@/components/workplace/overlays";
import { kwh, price, yuan } from "./amounts";
import type { ContractView, SettledView } from "./dashboard-view";
import { Reason } from "./reason";
import { Rulers } from "./rulers";

interface ContractDrawerProps {
  contract: ContractView;
  onClose: () => void;
}

/** One contract: what was agreed, the way, the arithmetic of its settlement, prices, and its entries. */
export function ContractDrawer({ contract, onClose }: ContractDrawerProps) {
  const t = useTranslations("dashboard");
  const { number, month, mode, term, scope, viaName, plantName, unitName, settled } = contract;
  return (
    <Drawer open onClose={onClose} title={number} width="narrow" place={<b>{number}</b>}>
      <div className="db-contract">
        <section>
          <h3>{t("contracts.drawer.terms")}</h3>
          <dl>
            <dt>{t("contracts.month")}</dt>
            <dd>{month}</dd>
            <dt>{t("contracts.plant")}</dt>
            <dd>{plantName}</dd>
            <dt>{t("contracts.unit")}</dt>
            <dd>{unitName}</dd>
            {viaName === undefined ? null : (
              <>
                <dt>{t("contracts.drawer.via")}</dt>
                <dd>{viaName}</dd>
              </>
            )}
            <dt>{t("contracts.mode")}</dt>
            <dd>{t(`contracts.modeName.${mode}`)}</dd>
            <dt>{t("contracts.term")}</dt>
            <dd>{t(`contracts.termName.${term}`)}</dd>
            <dt>{t("contracts.scope")}</dt>
            <dd>{t(`contracts.scopeName.${scope}`)}</dd>
          </dl>
        </section>
        <section>
          <h3>{t("contracts.drawer.path")}</h3>
          <PathList contract={contract} />
        </section>
        <section>
          <h3>{t("contracts.drawer.sum")}</h3>
          {settled === undefined ? (
            <p>{t("contracts.drawer.pending")}</p>
          ) : (
            <Sum contract={contract} settled={settled} />
          )}
        </section>
        <Prices contract={contract} />
        <section>
          <h3>{t("contracts.drawer.evidence")}</h3>
          <p>
            <a href={`/ledger?q=${contract.entry}#entries`}>
              {t("contracts.drawer.entry", { index: contract.entry })}
            </a>
            <span>{t("contracts.drawer.signed")}</span>
          </p>
          {settled === undefined ? null : (
            <p>
              <a href={`/ledger?q=${settled.settleEntry}#entries`}>
                {t("contracts.drawer.settleEntry", { index: settled.settleEntry })}
              </a>
            </p>
          )}
        </section>
      </div>
    </Drawer>
  );
}

function PathList({ contract }: { contract: ContractView }) {
  const t = useTranslations("dashboard");
  const { path, plantProvince, unitProvince, settled } = contract;
  if (path.length === 0) return <p>{t("contracts.drawer.channelless")}</p>;
  return (
    <>
      <p>
        {plantProvince} →{" "}
        {path
          .map(({ name, lossPpm }) => t("account.channel", { name, loss: percentOfPpm(lossPpm) }))
          .join(" → ")}{" "}
        → {unitProvince}
      </p>
      {settled === undefined ? null : (
        <table className="wp-accounts">
          <tbody>
            <tr>
              <th scope="row">{t("contracts.drawer.sent")}</th>
              <td>{groupedKwh(settled.sentWh)}</td>
              <td className="unit">kWh</td>
            </tr>
            <tr>
              <th scope="row">{t("contracts.drawer.loss")}</th>
              <td>−{groupedKwh(settled.sentWh - settled.landedWh)}</td>
              <td className="unit">kWh</td>
            </tr>
            <tr className="sum">
              <th scope="row">{t("contracts.drawer.landed")}</th>
              <td>{groupedKwh(settled.landedWh)}</td>
              <td className="unit">kWh</td>
            </tr>
          </tbody>
        </table>
      )}
    </>
  );
}

function Sum({ contract, settled }: { contract: ContractView; settled: SettledView }) {
  const t = useTranslations("dashboard");
  const { quotaWh, allowanceWh, settledKwh, deviationKwh } = settled;
  // Digits stand under digits: all whole, or all to the Wh.
  const text = quotaWh % 1000 === 0 && allowanceWh % 1000 === 0 ? kwh : groupedKwh;
  const rows = [
    [t("account.contract"), text(contract.contractKwh * 1000)],
    [t("contracts.drawer.quota"), text(quotaWh)],
    [t("contracts.drawer.allowance"), text(allowanceWh)],
    [t("account.settled"), text(settledKwh * 1000)],
    [t("account.deviation"), deviationKwh === 0 ? "0" : `−${text(deviationKwh * 1000)}`],
  ] as const;
  return (
    <>
      <Rulers contract={contract} />
      <table className="wp-accounts">
        <tbody>
          {rows.map(([label, value], at) => (
            <tr key={label} className={at === 3 ? "sum" : undefined}>
              <th scope="row">{label}</th>
              <td>{value}</td>
              <td className="unit">kWh</td>
            </tr>
          ))}
        </tbody>
      </table>
      {settled.limitedBy === "contract" ? null : (
        <p>
          <Reason contract={contract} />
        </p>
      )}
    </>
  );
}

function Prices({ contract }: { contract: ContractView }) {
  const t = useTranslations("dashboard");
  const { energyPrice, environmentPrice, settled } = contract;
  const amount = (value: number, fen: number | undefined) =>
    fen === undefined
      ? `${price(value)} ${t("unit.price")}`
      : `${price(value)} ${t("unit.price")} → ${yuan(fen)} ${t("unit.yuan")}`;
  return (
    <section>
      <h3>{t("contracts.drawer.prices")}</h3>
      <dl>
        <dt>{t("contracts.drawer.energyPrice")}</dt>
        <dd>{amount(energyPrice, settled?.energyFen)}</dd>
        <dt>{t("contracts.drawer.environmentPrice")}</dt>
        <dd>{amount(environmentPrice, settled?.environmentFen)}</dd>
      </dl>
    </section>
  );
}
