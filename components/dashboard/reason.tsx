import { useTranslations } from "next-intl";
import { percentOfPpm, shareOf } from "@/components/ui/format";
import { kwh } from "./amounts";
import type { ContractView } from "./dashboard-view";

/** The way the energy takes: from where, over which channels with which loss, to where. */
export function Way({ contract }: { contract: ContractView }) {
  const t = useTranslations("dashboard");
  const { path, plantProvince, unitProvince } = contract;
  if (path.length === 0) return <>{t("account.within", { province: plantProvince })}</>;
  const steps = path.map(({ name, lossPpm }) => t("account.channel", { name, loss: percentOfPpm(lossPpm) }));
  return <>{[plantProvince, ...steps, unitProvince].join(" → ")}</>;
}

/** Why it fell short, as arithmetic one can redo by hand (domain §3). */
export function Reason({ contract }: { contract: ContractView }) {
  const t = useTranslations("dashboard");
  const { settled, contractKwh } = contract;
  if (settled === undefined) return null;
  const { limitedBy, G, C, U, D, quotaWh, allowanceWh, settledKwh, sentWh } = settled;
  if (limitedBy === "generation") {
    return (
      <>
        {t("reason.generation", {
          have: kwh(G),
          want: kwh(C),
          share: shareOf(G, C),
          quota: kwh(quotaWh),
          sent: kwh(sentWh),
          settled: settledKwh,
        })}
      </>
    );
  }
  if (U === undefined || D === undefined)
    return <>{t("reason.otherSide", { allowance: kwh(allowanceWh), contract: contractKwh })}</>;
  return (
    <>
      {t("reason.consumption", {
        unit: contract.unitName,
        have: kwh(U),
        want: kwh(D),
        share: shareOf(U, D),
        allowance: kwh(allowanceWh),
        settled: settledKwh,
      })}
    </>
  );
}
