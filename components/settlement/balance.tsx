import { useTranslations } from "next-intl";
import { Accounts } from "@/components/workplace/accounts";
import type { MonthTotals } from "@/lib/market/settlement/month-figures";
import "./settlement.css";

/** Two balances that have to close to the Wh: what was metered, and what was sent. */
export function Balance({ totals }: { totals: MonthTotals }) {
  const t = useTranslations("settlement");
  const words = { difference: t("balance.difference"), closes: t("balance.closes"), open: t("balance.open") };
  return (
    <div className="balance">
      <div>
        <p>{t("balance.metered")}</p>
        <Accounts
          caption={t("balance.metered")}
          unit="Wh"
          words={words}
          rows={[
            { id: "sent", label: t("balance.sent"), value: totals.sentWh },
            { id: "mechanism", label: t("balance.mechanism"), value: totals.mechanismWh },
            { id: "unsold", label: t("balance.unsold"), value: totals.unsoldWh },
          ]}
          sum={{ id: "metered", label: t("balance.onGrid"), value: totals.onGridWh }}
        />
      </div>
      <div>
        <p>{t("balance.transmitted")}</p>
        <Accounts
          caption={t("balance.transmitted")}
          unit="Wh"
          words={words}
          rows={[
            { id: "landed", label: t("balance.landed"), value: totals.landedWh },
            { id: "loss", label: t("balance.loss"), value: totals.lossWh },
          ]}
          sum={{ id: "sent", label: t("balance.sent"), value: totals.sentWh }}
        />
      </div>
    </div>
  );
}
