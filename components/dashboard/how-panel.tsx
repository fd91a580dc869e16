import { useTranslations } from "next-intl";
import { grouped } from "@/components/ui/format";
import { kwh } from "./amounts";
import type { ContractView } from "./dashboard-view";
import "./dashboard.css";

/** The rule, and one line of this month worked through with its own numbers. */
export function HowPanel({ contract }: { contract: ContractView | undefined }) {
  const t = useTranslations("dashboard");
  const settled = contract?.settled;
  return (
    <details className="db-how">
      <summary>{t("how.open")}</summary>
      <div>
        <p>{t("how.rule")}</p>
        <p>{t("how.shares")}</p>
        <p>{t("how.money")}</p>
        {contract === undefined || settled === undefined ? null : (
          <ol>
            <li>{t("how.line", { number: contract.number, contract: grouped(contract.contractKwh) })}</li>
            <li>
              {t("how.quota", {
                quota: kwh(settled.quotaWh),
                sum:
                  settled.C > settled.G
                    ? t("how.scaled", { have: kwh(settled.G), want: kwh(settled.C) })
                    : t("how.whole"),
              })}
            </li>
            <li>
              {t("how.allowance", {
                allowance: kwh(settled.allowanceWh),
                sum:
                  settled.U !== undefined && settled.D !== undefined && settled.D > settled.U
                    ? t("how.scaled", { have: kwh(settled.U), want: kwh(settled.D) })
                    : t("how.whole"),
              })}
            </li>
            <li>
              {t("how.result", {
                settled: grouped(settled.settledKwh),
                sent: kwh(settled.sentWh),
                limit: t(`limit.${settled.limitedBy}`),
              })}
            </li>
          </ol>
        )}
      </div>
    </details>
  );
}
