"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { grouped, minus, percentOfPpm } from "@/components/ui/format";
import { type AccountRow, Accounts } from "./accounts";
import type { StageProps } from "./stage";
import { useWords } from "./use-words";

/** Over which channels it went and what each of them lost: sent = landed + loss, to the Wh. */
export function TransmissionStage({ figures, kwh, line }: StageProps) {
  const t = useTranslations("certificate");
  const words = useWords();
  const b = (text: ReactNode) => <b>{text}</b>;
  const nb = (text: ReactNode) => <b className="nb">{text}</b>;
  const { channels } = kwh;
  const inside = channels.length === 0;
  return (
    <>
      <p className="stage-say">
        {inside
          ? t("stages.transmission.inside", { province: words.province(figures.unitProvince) })
          : t.rich("stages.transmission.say", {
              b,
              nb,
              channels: words.list(channels.map((channel) => channel.name)),
              province: words.province(figures.unitProvince),
              loss: grouped(kwh.lossWh),
            })}
      </p>
      <Accounts
        caption={t("stages.transmission.caption")}
        columns={[t("columns.thisKwh"), t("columns.contractMonth")]}
        version={kwh.n}
        rows={rowsOf({ figures, kwh, line }, t)}
      />
    </>
  );
}

type Translate = ReturnType<typeof useTranslations<"certificate">>;

function rowsOf({ kwh, line }: StageProps, t: Translate): AccountRow[] {
  const whole = new Map(line.channels?.map((channel) => [channel.code, channel]));
  const shown = (value: number | undefined): ReactNode => (value === undefined ? undefined : grouped(value));
  const several = kwh.channels.length > 1;
  const losses = kwh.channels.map((channel): AccountRow => {
    const all = whole.get(channel.code);
    return {
      id: channel.code,
      label: several ? `${channel.name} ${percentOfPpm(channel.lossPpm)}` : t("rows.loss"),
      values: [minus(channel.lossWh), all === undefined ? undefined : minus(all.lossWh)],
      kind: "loss",
    };
  });
  const rates = (several ? [] : kwh.channels).map(
    (channel): AccountRow => ({
      id: `${channel.code}-rate`,
      label: t("rows.rate"),
      values: [percentOfPpm(channel.lossPpm), t("rows.published")],
      kind: "sub",
    }),
  );
  return [
    { id: "sent", label: t("rows.sent"), values: [grouped(kwh.sentWh), shown(line.sentWh)] },
    ...(losses.length > 0
      ? losses
      : [{ id: "loss", label: t("rows.loss"), values: ["0", "0"], kind: "loss" as const }]),
    {
      id: "landed",
      label: t("rows.landed"),
      values: [grouped(kwh.landedWh), shown(line.landedWh)],
      kind: "total",
    },
    ...rates,
  ];
}
