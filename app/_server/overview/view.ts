import "server-only";
import { getLocale } from "next-intl/server";
import type {
  FocusPlant,
  FocusView,
  MapPlant,
  MonthBar,
  OverviewView,
} from "@/components/overview/overview-view";
import { province } from "@/lib/identifiers/provinces";
import {
  briefOf,
  certifiedWh,
  type FinishedMonth,
  finishedMonths,
  type NationalBrief,
  type NationalMonth,
  nationalOf,
} from "@/lib/store/digest/national";
import { plantMonths } from "@/lib/store/queries/plant-months";
import type { Store } from "@/lib/store/store";
import { store } from "../market";
import type { OverviewAsked } from "./asked";
import { rankingOf } from "./ranking";

/** Above so many plants the map shows one disc for each kind and province. */
const MOST_PLANTS = 80;

/** Undefined while no month is finished. */
export async function overviewView(asked: OverviewAsked): Promise<OverviewView | undefined> {
  const db = await store();
  const months = await finishedMonths(db);
  const month = months.find((one) => one.month === asked.month) ?? months.at(-1);
  if (month === undefined) return undefined;
  const [shown, certified, briefs] = await Promise.all([
    nationalOf(db, month),
    certifiedWh(db, month),
    Promise.all(months.map((one) => briefOf(db, one))),
  ]);
  const english = (await getLocale()) === "en";
  const { sums, about } = shown;
  const focus = await focusOf({ db, months, briefs, shown, english }, asked.at);
  return {
    ...{ month: shown.month, version: shown.version, english },
    months: briefs.map((one) => ({ month: one.month, ...barOf(one.totals) })),
    totals: sums.totals,
    ...(certified === undefined ? {} : { certifiedWh: certified }),
    provinces: sums.provinces,
    channels: channelsOf(shown),
    flows: sums.flows,
    plants: mapPlants(shown),
    plantCount: about.plants.length,
    ranking: rankingOf(shown, asked, english),
    ...(focus === undefined ? {} : { focus }),
  };
}

const barOf = (sum: { sentWh: number; unsoldWh: number; mechanismWh: number }): Omit<MonthBar, "month"> => ({
  settledWh: sum.sentWh,
  unsoldWh: sum.unsoldWh,
  mechanismWh: sum.mechanismWh,
});

export function channelsOf({ about, sums }: NationalMonth) {
  return about.channels.flatMap((channel, at) => {
    const sum = sums.channels[at];
    return sum === undefined ? [] : [{ ...channel, ...sum }];
  });
}

function mapPlants({ about, sums }: NationalMonth): MapPlant[] {
  const single = about.plants.length <= MOST_PLANTS;
  const discs = new Map<string, MapPlant>();
  for (const [at, plant] of about.plants.entries()) {
    const { code, name, type, province: where, lonE6, latE6 } = plant;
    const key = single ? code : `${where}/${type[0] ?? ""}`;
    const known = discs.get(key);
    const count = (known?.count ?? 0) + 1;
    const sentWh = (known?.sentWh ?? 0) + (sums.plantSentWh[at] ?? 0);
    // The disc of many stands at their mean.
    const mean = (before: number | undefined, now: number) =>
      Math.round(((before ?? 0) * (count - 1) + now) / count);
    const place = { lonE6: mean(known?.lonE6, lonE6), latE6: mean(known?.latE6, latE6) };
    discs.set(key, { key, name, type, province: where, ...place, count, sentWh });
  }
  return [...discs.values()];
}

function plantAt({ about, sums }: NationalMonth, at: number): FocusPlant | undefined {
  const plant = about.plants[at];
  if (plant === undefined) return undefined;
  const { lonE6: _, latE6: __, ...rest } = plant;
  return { ...rest, sentWh: sums.plantSentWh[at] ?? 0, lines: sums.plantLines[at] ?? 0 };
}

const MOST_LISTED = 12;

interface Around {
  readonly db: Store;
  readonly months: readonly FinishedMonth[];
  readonly briefs: readonly NationalBrief[];
  readonly shown: NationalMonth;
  readonly english: boolean;
}

async function focusOf(around: Around, at: OverviewAsked["at"]): Promise<FocusView | undefined> {
  if (at === undefined) return undefined;
  if (at.kind === "province") return provinceFocus(around, at.key);
  if (at.kind === "channel") return channelFocus(around, at.key);
  return plantFocus(around, at.key);
}

function provinceFocus({ briefs, shown, english }: Around, key: string): FocusView | undefined {
  const { sums, about } = shown;
  const place = province(key);
  if (place === undefined) return undefined;
  const sum = sums.provinces.find(({ code }) => code === key);
  const plants = about.plants.flatMap((plant, at) => (plant.province === key ? [at] : []));
  plants.sort((a, b) => (sums.plantSentWh[b] ?? 0) - (sums.plantSentWh[a] ?? 0));
  return {
    ...{ kind: "province", key, name: english ? place.nameEn : place.name },
    ...(sum === undefined ? {} : { sum }),
    plants: plants.slice(0, MOST_LISTED).flatMap((at) => plantAt(shown, at) ?? []),
    plantCount: plants.length,
    flows: sums.flows.filter(({ from, to }) => from === key || to === key),
    months: briefs.map(({ month, provinces }) => {
      const own = provinces.find(({ code }) => code === key);
      const receivedWh = (own?.inWh ?? 0) + (own?.withinWh ?? 0);
      return { month, ...barOf(own ?? { sentWh: 0, unsoldWh: 0, mechanismWh: 0 }), receivedWh };
    }),
  };
}

function channelFocus({ briefs, shown }: Around, key: string): FocusView | undefined {
  const { sums, about } = shown;
  const place = about.channels.findIndex(({ code }) => code === key);
  const channel = channelsOf(shown)[place];
  if (channel === undefined) return undefined;
  const flows = sums.flows.filter(({ path }) => path.includes(place));
  const bars = briefs.map(({ month, channels }) => {
    const own = channels.find(({ code }) => code === key);
    return { month, settledWh: own?.sentWh ?? 0, unsoldWh: 0, mechanismWh: 0 };
  });
  const empty = { plants: [], plantCount: 0 };
  return { kind: "channel", key, name: channel.name, channel, ...empty, flows, months: bars };
}

async function plantFocus({ db, months, shown }: Around, key: string): Promise<FocusView | undefined> {
  const place = shown.about.plants.findIndex(({ code }) => code === key);
  const plant = plantAt(shown, place);
  if (plant === undefined) return undefined;
  const known = await plantMonths(db, key, months);
  const bars = months.map(({ month }) => ({
    month,
    ...barOf(known.get(month) ?? { sentWh: 0, unsoldWh: 0, mechanismWh: 0 }),
  }));
  const empty = { plants: [], plantCount: 0, flows: [] };
  return { kind: "plant", key, name: plant.name, plant, ...empty, months: bars };
}
