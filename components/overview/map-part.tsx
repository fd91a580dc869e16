"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { arcsOf, LOSS_DRAWN } from "@/components/map/country-arcs";
import type { ArcLook, CellLook } from "@/components/map/country-map";
import type { DiscLook } from "@/components/map/country-marks";
import { percentOfPpm } from "@/components/ui/format";
import type { ProvinceSum } from "@/lib/oversight/national";
import { useAdded } from "./added-up";
import type { OverviewView } from "./overview-view";
import { placeName } from "./place-name";
import { said, scaleOf } from "./quantity";
import { useOverviewAddress } from "./use-overview-address";

const CountryMap = dynamic(() => import("@/components/map/country-map").then((module) => module.CountryMap), {
  ssr: false,
  loading: () => <div className="ov-map-place" />,
});

const measures = ["net", "production", "consumption"] as const;
type Measure = (typeof measures)[number];
const namings = ["name", "load", "direction", "loss"] as const;
type Naming = (typeof namings)[number];

const measureOf: Readonly<Record<Measure, (sum: ProvinceSum) => number>> = {
  net: ({ outWh, inWh }) => outWh - inWh,
  production: ({ onGridWh }) => onGridWh,
  consumption: ({ inWh, withinWh }) => inWh + withinWh,
};

/** The schematic with what it shows and how, above what it says of the thing pointed at. */
export function MapPart({ view }: { view: OverviewView }) {
  const t = useTranslations("overview");
  const { fields, to, go, turn, busy } = useOverviewAddress();
  const { state } = useAdded();
  const [told, tell] = useState("");
  const by = measures.find((one) => one === fields.get("by")) ?? "net";
  const naming = namings.find((one) => one === fields.get("channels")) ?? "name";
  const at = view.focus === undefined ? "" : (fields.get("at") ?? "");
  const scale = scaleOf(
    Math.max(0, ...view.provinces.map((one) => Math.abs(measureOf[by](one)))),
    view.english,
  );
  const unit = t(`unit.${scale.unit}`);
  const unused = view.channels.filter(({ sentWh }) => sentWh === 0).length;
  const isAllShown = fields.get("unused") === "1";
  const arcs = useMemo(() => arcLooks(view, naming, isAllShown), [view, naming, isAllShown]);
  return (
    <section className="ov-map" aria-labelledby="map-title" aria-busy={busy}>
      <h2 id="map-title" className="sr-only">
        {t("map.title")}
      </h2>
      <div className="ov-map-modes">
        <Choice
          label={t("map.by")}
          all={measures}
          now={by}
          say={(one) => t(`map.${one}`)}
          onPick={(one) => turn({ by: one === "net" ? undefined : one })}
        />
        <Legend by={by} unit={unit} />
        <Choice
          label={t("map.channels")}
          all={namings}
          now={naming}
          say={(one) => t(`map.${one}`)}
          onPick={(one) => turn({ channels: one === "name" ? undefined : one })}
        />
      </div>
      <CountryMap
        cells={cellsOf(view, by, (wh) => said(wh, scale), unit)}
        arcs={arcs}
        discs={discsOf(view)}
        at={at}
        added={state}
        english={view.english}
        label={t("map.title")}
        hrefOf={(place) => to({ at: place })}
        onPick={(place) => go({ at: place === at ? undefined : place, page: undefined })}
        onTell={tell}
      />
      <p className="ov-told">{told === "" ? t("map.hint") : told}</p>
      <p className="ov-schematic">
        {unused === 0 ? null : (
          <button
            type="button"
            aria-pressed={isAllShown}
            onClick={() => turn({ unused: isAllShown ? undefined : "1" })}
          >
            {t(isAllShown ? "map.hideUnused" : "map.showUnused", { count: unused })}
          </button>
        )}
        {t("map.lossSays", { times: LOSS_DRAWN })} <b>{t("map.schematic")}</b> {t("map.schematicSays")}
      </p>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  all: readonly T[];
  now: T;
  say: (one: T) => string;
  onPick: (one: T) => void;
}

function Choice<T extends string>({ label, all, now, say, onPick }: ChoiceProps<T>) {
  return (
    <fieldset className="ov-choice">
      <legend>{label}</legend>
      {all.map((one) => (
        <button key={one} type="button" aria-pressed={one === now} onClick={() => onPick(one)}>
          {say(one)}
        </button>
      ))}
    </fieldset>
  );
}

function Legend({ by, unit }: { by: Measure; unit: string }) {
  const t = useTranslations("overview.map");
  const kinds =
    by === "net" ? (["solid", "ruled", "zero", "none"] as const) : (["solid", "zero", "none"] as const);
  return (
    <ul className="ov-legend">
      {kinds.map((kind) => (
        <li key={kind} data-look={kind}>
          <i aria-hidden="true" />
          {t(`legend.${by === "net" || kind !== "solid" ? kind : by}`)}
        </li>
      ))}
      <li>{unit}</li>
    </ul>
  );
}

function cellsOf(
  view: OverviewView,
  by: Measure,
  say: (wh: number) => string,
  unit: string,
): Map<string, CellLook> {
  const most = Math.max(1, ...view.provinces.map((one) => Math.abs(measureOf[by](one))));
  return new Map(
    view.provinces.map((sum): [string, CellLook] => {
      const value = measureOf[by](sum);
      const figure = `${by === "net" && value > 0 ? "+" : ""}${say(value)}`;
      return [
        sum.code,
        {
          look: value === 0 ? "zero" : value > 0 ? "solid" : "ruled",
          level: Math.min(3, 1 + Math.floor((3 * Math.abs(value)) / most)),
          figure,
          label: `${placeName(sum.code, view.english)} ${figure} ${unit}`,
        },
      ];
    }),
  );
}

function arcLooks(
  { channels, provinces, english, focus }: OverviewView,
  naming: Naming,
  isAllShown: boolean,
): ArcLook[] {
  const used = channels.filter(({ sentWh, code }) => isAllShown || sentWh > 0 || code === focus?.key);
  const scale = scaleOf(Math.max(0, ...used.map(({ sentWh }) => sentWh)), english);
  const lit = new Set(focus?.flows.flatMap(({ path }) => path.map((at) => channels[at]?.code ?? "")));
  if (focus?.kind === "channel") lit.add(focus.key);
  const texts = used.map((channel) => {
    const { name, from, to, sentWh, landedWh, lossWh } = channel;
    const lost = percentOfPpm(sentWh === 0 ? 0 : Math.round((lossWh / sentWh) * 10_000) * 100);
    const way = `${placeName(from, english)} → ${placeName(to, english)}`;
    // The map has room for what a channel is called, not for where it runs.
    const short = name.split(" ")[0] ?? name;
    const text = { name: short, load: said(sentWh, scale), direction: way, loss: lost }[naming];
    const label = `${name} ${way} ${said(sentWh, scale, 3)} → ${said(landedWh, scale, 3)} (−${lost})`;
    return { ...channel, text, label };
  });
  const byCode = new Map(texts.map((channel) => [channel.code, channel]));
  return arcsOf(texts, new Set(provinces.map(({ code }) => code))).flatMap((arc) => {
    const { text, label, sentWh } = byCode.get(arc.code) ?? {};
    const isUnused = sentWh === 0;
    return text === undefined || label === undefined
      ? []
      : [{ ...arc, text, label, isUnused, isLit: lit.has(arc.code) }];
  });
}

function discsOf({ plants, english, totals }: OverviewView): DiscLook[] {
  const scale = scaleOf(totals.onGridWh, english);
  return plants.map(({ key, name, sentWh, count, ...rest }) => ({
    ...{ key, count, ...rest },
    at: count === 1 ? `plant:${key}` : undefined,
    label:
      count === 1 ? `${name} ${said(sentWh, scale, 3)}` : `${placeName(rest.province, english)} ${count}`,
  }));
}
