"use client";

import { useTranslations } from "next-intl";
import { englishMonth } from "@/components/ui/english-month";
import { percentOfPpm, shareOf } from "@/components/ui/format";
import type { FocusView, OverviewView } from "./overview-view";
import { said, scaleOf } from "./quantity";

/** What is looked at by itself, in a sentence one can repeat to somebody. */
export function FocusSays({ view, focus }: { view: OverviewView; focus: FocusView }) {
  const t = useTranslations("overview");
  const { english, month } = view;
  const { name, sum, channel, plant } = focus;
  const [year = "", number = ""] = month.split("-");
  const when = { year, month: Number(number), monthText: englishMonth(month), name };
  const largest = Math.max(sum?.onGridWh ?? 0, sum?.inWh ?? 0, channel?.sentWh ?? 0, plant?.onGridWh ?? 0);
  const scale = scaleOf(largest, english);
  const unit = t(`unit.${scale.unit}`);
  const say = (wh: number) => said(wh, scale, 3);
  if (channel !== undefined) {
    if (channel.lines === 0) return <p className="ov-says">{t("says.unused", when)}</p>;
    const { sentWh, landedWh, lossWh, lines, lossPpm } = channel;
    const loss = { percent: shareOf(lossWh, sentWh), registered: percentOfPpm(lossPpm) };
    const energy = { sent: say(sentWh), landed: say(landedWh), lost: say(lossWh), lines, unit };
    return <p className="ov-says">{t("says.channel", { ...when, ...energy, ...loss })}</p>;
  }
  if (plant !== undefined) {
    const { onGridWh, sentWh, mechanismWh, unsoldWh } = plant;
    const share = shareOf(sentWh, onGridWh - mechanismWh);
    const energy = { onGrid: say(onGridWh), sent: say(sentWh), mechanism: say(mechanismWh) };
    return (
      <p className="ov-says">{t("says.plant", { ...when, ...energy, unsold: say(unsoldWh), share, unit })}</p>
    );
  }
  if (sum === undefined || (sum.onGridWh === 0 && sum.inWh === 0))
    return <p className="ov-says">{t("says.nothing", when)}</p>;
  const parts = [
    ...(sum.onGridWh > 0 ? [t("says.made", { wh: say(sum.onGridWh), unit })] : []),
    ...(sum.outWh > 0
      ? [t("says.out", { wh: say(sum.outWh), lost: say(sum.outWh - sum.outLandedWh), unit })]
      : []),
    ...(sum.inWh > 0 ? [t("says.in", { wh: say(sum.inWh), unit })] : []),
    ...(sum.withinWh > 0 ? [t("says.within", { wh: say(sum.withinWh), unit })] : []),
  ];
  return <p className="ov-says">{t("says.province", { ...when, parts: parts.join(t("says.comma")) })}</p>;
}
