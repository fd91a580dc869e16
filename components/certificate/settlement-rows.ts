import type { useTranslations } from "next-intl";
import { grouped, percentOfPpm } from "@/components/ui/format";
import type { LineFigures } from "@/lib/proof/verify/figures";
import type { AccountRow } from "./accounts";
import type { Bounds } from "./settlement-bounds";

type Translate = ReturnType<typeof useTranslations<"certificate">>;

/** The binding side's multiplication as it is done by hand, down to the settled kWh (domain §3). */
export function sumRows(bounds: Bounds, line: LineFigures, t: Translate): AccountRow[] {
  const settled: AccountRow[] = [
    {
      id: "settled",
      label: t("sum.settled"),
      values: [line.settledKwh === undefined ? undefined : `${grouped(line.settledKwh)} kWh`],
      kind: "this",
    },
    {
      id: "deviation",
      label: t("sum.deviation"),
      values: [line.deviationKwh === undefined ? undefined : `${grouped(line.deviationKwh)} kWh`],
      kind: "sub",
    },
  ];
  if (line.limitedBy === "generation") return [...generationRows(bounds, line, t), ...settled];
  if (line.limitedBy === "consumption") return [...consumptionRows(bounds, line, t), ...settled];
  return [
    { id: "contract", label: t("sum.contract"), values: [grouped(bounds.contractWh)] },
    {
      id: "least",
      label: t("sum.least"),
      values: [
        grouped(Math.min(bounds.contractWh, bounds.generationWh, bounds.consumptionWh ?? bounds.contractWh)),
      ],
      kind: "total",
    },
    ...settled,
  ];
}

function generationRows(bounds: Bounds, { G, C }: LineFigures, t: Translate): AccountRow[] {
  const scaled: AccountRow[] =
    G !== undefined && C !== undefined && C > G
      ? [
          { id: "sellable", label: t("sum.timesSellable"), values: [grouped(G)] },
          { id: "asked", label: t("sum.overAsked"), values: [grouped(C)] },
        ]
      : [];
  return [
    {
      id: "contract",
      label: t(bounds.arriving.length > 0 ? "sum.contractSent" : "sum.contract"),
      values: [grouped(bounds.contractSentWh)],
    },
    ...scaled,
    { id: "quota", label: t("sum.quota"), values: [grouped(bounds.quotaWh)], kind: "total" },
    ...bounds.arriving.map(
      ({ name, lossPpm, wh }): AccountRow => ({
        id: `over-${name}`,
        label: t("sum.arriving", { channel: name, rate: percentOfPpm(lossPpm) }),
        values: [grouped(wh)],
      }),
    ),
  ];
}

function consumptionRows(bounds: Bounds, { U, D }: LineFigures, t: Translate): AccountRow[] {
  const scaled: AccountRow[] =
    U !== undefined && D !== undefined
      ? [
          { id: "used", label: t("sum.timesUsed"), values: [grouped(U)] },
          { id: "demand", label: t("sum.overDemand"), values: [grouped(D)] },
        ]
      : [];
  return [
    { id: "contract", label: t("sum.contract"), values: [grouped(bounds.contractWh)] },
    ...scaled,
    {
      id: "allowance",
      label: t("sum.allowance"),
      values: [bounds.consumptionWh === undefined ? t("withheld") : grouped(bounds.consumptionWh)],
      kind: "total",
    },
  ];
}
