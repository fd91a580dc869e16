import { Suspense, useMemo } from "react";
import { type Point, provinceByCode } from "@/components/map/cartogram";
import { arcsOf } from "@/components/map/country-arcs";
import { type ArcLook, type CellLook, CountryMap } from "@/components/map/country-map";
import type { DiscLook } from "@/components/map/country-marks";
import { discPlaces } from "@/components/map/disc-places";
import { percentOfPpm } from "@/components/ui/format";
import { useAdded } from "./added-up";
import { MapAlerts, type Waiting } from "./map-alerts";
import { type Measure, measureOf, type Naming } from "./map-measures";
import type { OverviewView } from "./overview-view";
import { placeName } from "./place-name";
import { said, scaleOf } from "./quantity";

interface MapDrawingProps {
  view: OverviewView;
  waiting: Waiting;
  by: Measure;
  naming: Naming;
  /** Channels that carried nothing too. */
  isAllShown: boolean;
  /** What is looked at by itself, as the address names it; "" for the whole market. */
  at: string;
  label: string;
  unit: string;
  hrefOf: (place: string) => string;
  onPick: (place: string) => void;
  onTell: (text: string) => void;
}

/** A month's provinces, channels and plants on the schematic. */
export function MapDrawing({ view, waiting, by, naming, isAllShown, unit, ...rest }: MapDrawingProps) {
  const { state } = useAdded();
  const most = Math.max(0, ...view.provinces.map((one) => Math.abs(measureOf[by](one))));
  const scale = scaleOf(most, view.english);
  const places = useMemo(() => discPlaces(view.plants), [view.plants]);
  const arcs = useMemo(() => arcLooks(view, naming, isAllShown, places), [view, naming, isAllShown, places]);
  return (
    <CountryMap
      cells={cellsOf(view, by, (wh) => said(wh, scale), unit)}
      arcs={arcs}
      discs={discsOf(view, places)}
      added={state}
      english={view.english}
      {...rest}
    >
      <Suspense key={view.month} fallback={null}>
        <MapAlerts waiting={waiting} month={view.month} english={view.english} />
      </Suspense>
    </CountryMap>
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
  places: readonly (Point | undefined)[],
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
    const text = {
      name: short,
      load: said(sentWh, scale),
      direction: english ? `→ ${placeName(to, english)}` : oneLetterWay(from, to),
      loss: lost,
    }[naming];
    const label = `${name} ${way} ${said(sentWh, scale, 3)} → ${said(landedWh, scale, 3)} (−${lost})`;
    return { ...channel, text, label };
  });
  const byCode = new Map(texts.map((channel) => [channel.code, channel]));
  const discs = places.flatMap((place) => place ?? []);
  return arcsOf(texts, new Set(provinces.map(({ code }) => code)), discs).flatMap((arc) => {
    const { text, label, sentWh } = byCode.get(arc.code) ?? {};
    const isUnused = sentWh === 0;
    return text === undefined || label === undefined
      ? []
      : [{ ...arc, text, label, isUnused, isLit: lit.has(arc.code) }];
  });
}

/** From where to where in as many letters as an arc has room for: 青 → 豫. */
function oneLetterWay(from: string, to: string): string {
  return [from, to].map((code) => provinceByCode(code)?.short ?? code).join(" → ");
}

function discsOf(
  { plants, english, totals }: OverviewView,
  places: readonly (Point | undefined)[],
): DiscLook[] {
  const scale = scaleOf(totals.onGridWh, english);
  return plants.flatMap(({ key, name, type, province, sentWh, count }, at) => {
    const place = places[at];
    if (place === undefined) return [];
    const isOne = count === 1;
    const label = isOne ? `${name} ${said(sentWh, scale, 3)}` : `${placeName(province, english)} ${count}`;
    return [{ key, type, count, ...place, at: isOne ? `plant:${key}` : undefined, label }];
  });
}
