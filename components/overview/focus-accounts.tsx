"use client";

import { useTranslations } from "next-intl";
import { Account } from "./balances";
import type { FocusView } from "./overview-view";

interface FocusAccountsProps {
  focus: FocusView;
  month: string;
}

/** The accounts of a province, channel or plant; every figure leads to the records it is the sum of. */
export function FocusAccounts({ focus: { kind, key, sum, channel, plant }, month }: FocusAccountsProps) {
  const t = useTranslations("overview.balance");
  // What a province sent is its plants' lines, wherever they end.
  const lines = `/overview/records?month=${month}&${kind === "province" ? "from" : kind}=${key}`;
  const plants = `/overview/records?month=${month}&kind=plants&${kind}=${key}`;
  const made = sum ?? plant;
  const across = kind === "province" ? `/overview/records?month=${month}&from=${key}&scope=across` : lines;
  const moved =
    channel ??
    (sum === undefined || sum.outWh === 0
      ? undefined
      : { sentWh: sum.outWh, landedWh: sum.outLandedWh, lossWh: sum.outWh - sum.outLandedWh });
  return (
    <>
      {made === undefined || made.onGridWh === 0 ? null : (
        <Account
          lead={t("metered")}
          parts={[
            { id: "focus-sent", label: t("settled"), wh: made.sentWh, href: lines },
            { id: "focus-mechanism", label: t("mechanism"), wh: made.mechanismWh, href: plants },
            { id: "focus-unsold", label: t("unsold"), wh: made.unsoldWh, href: plants },
          ]}
          sum={{ id: "focus-onGrid", label: t("onGrid"), wh: made.onGridWh, href: plants }}
        />
      )}
      {moved === undefined ? null : (
        <Account
          lead={t("across")}
          parts={[
            { id: "focus-landed", label: t("landed"), wh: moved.landedWh, href: across },
            { id: "focus-loss", label: t("loss"), wh: moved.lossWh, href: across },
          ]}
          sum={{ id: "focus-acrossSent", label: t("sent"), wh: moved.sentWh, href: across }}
        />
      )}
      {sum === undefined || sum.inWh + sum.withinWh === 0 ? null : (
        <Account
          lead={t("received")}
          parts={[
            {
              ...{ id: "focus-in", label: t("acrossLanded"), wh: sum.inWh },
              href: `/overview/records?month=${month}&to=${key}&scope=across`,
            },
            {
              ...{ id: "focus-within", label: t("within"), wh: sum.withinWh },
              href: `/overview/records?month=${month}&to=${key}&scope=within`,
            },
          ]}
          sum={{
            ...{ id: "focus-consumed", label: t("consumed"), wh: sum.inWh + sum.withinWh },
            href: `/overview/records?month=${month}&to=${key}`,
          }}
        />
      )}
    </>
  );
}
