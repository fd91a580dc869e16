import { useTranslations } from "next-intl";
import { type AccountRow, Accounts } from "@/components/workplace/accounts";
import type { Figures, LineFigures } from "@/lib/proof/verify/figures";

/** The certificate's energy as an accountant sets it: what was contracted and settled, what was sent and landed. */
export function HoldingPath({ lines, settledKwh }: { lines: Figures["lines"]; settledKwh: number }) {
  const t = useTranslations("holdings");
  const words = { difference: t("path.difference"), closes: t("path.closes"), open: t("path.open") };
  const settled = lines.filter((line) => line.sentWh !== undefined);
  if (settled.length === 0) return null;
  return (
    <div className="hold-path">
      <h3>{t("path.trade")}</h3>
      <Accounts caption={t("path.trade")} unit="kWh" words={words} {...traded(lines, settledKwh, t)} />
      <h3>{t("path.energy")}</h3>
      <Accounts caption={t("path.energy")} unit="Wh" words={words} {...sent(settled, settledKwh, t)} />
    </div>
  );
}

type Says = ReturnType<typeof useTranslations<"holdings">>;

function traded(lines: Figures["lines"], settledKwh: number, t: Says) {
  const rows: AccountRow[] = lines.flatMap((line, at) => {
    const { plant, contractKwh = 0, deviationKwh = 0, limitedBy } = line;
    const contract = { id: `${at}`, label: plant?.name ?? t("path.line", { n: at + 1 }), value: contractKwh };
    if (deviationKwh === 0) return [contract];
    return [
      contract,
      { id: `${at}-less`, label: t(`path.less.${limitedBy ?? "contract"}`), value: -deviationKwh },
    ];
  });
  return { rows, sum: { id: "sum", label: t("path.settled"), value: settledKwh } };
}

function sent(lines: readonly LineFigures[], settledKwh: number, t: Says) {
  const channels = new Map<string, { name: string; lossWh: number }>();
  for (const { code, name, lossWh } of lines.flatMap((line) => line.channels ?? [])) {
    channels.set(code, { name, lossWh: (channels.get(code)?.lossWh ?? 0) + lossWh });
  }
  const sentWh = lines.reduce((sum, line) => sum + (line.sentWh ?? 0), 0);
  const rows: AccountRow[] = [
    { id: "sent", label: t("path.sent"), value: sentWh },
    ...[...channels].map(([id, { name, lossWh }]) => ({
      id,
      label: t("path.loss", { name }),
      value: -lossWh,
    })),
  ];
  return { rows, sum: { id: "landed", label: t("path.landed"), value: settledKwh * 1000 } };
}
