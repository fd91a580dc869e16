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
import { certifiedWh, finishedMonths, type NationalMonth, nationalMonth } from "@/lib/store/digest/national";
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
  const all = await Promise.all(months.map((one) => nationalMonth(db, one.month)));
  const known = all.filter((one) => one !== undefined);
  const shown = known.find((one) => one.month === month.month);
  if (shown === undefined) return undefined;
  const english = (await getLocale()) === "en";
  const certified = await certifiedWh(db, month.month);
  const { sums, about } = shown;
  const focus = focusOf(known, shown, asked.at, english);
  return {
    ...{ month: shown.month, version: shown.version, english },
    months: known.map((one) => ({ month: one.month, ...barOf(one.sums.totals) })),
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

export function plantsOf({ about, sums }: NationalMonth): FocusPlant[] {
  return about.plants.map(({ lonE6: _, latE6: __, ...plant }, at) => ({
    ...plant,
    sentWh: sums.plantSentWh[at] ?? 0,
    lines: sums.plantLines[at] ?? 0,
  }));
}

const MOST_LISTED = 12;

function focusOf(
  months: readonly NationalMonth[],
  shown: NationalMonth,
  at: OverviewAsked["at"],
  english: boolean,
): FocusView | undefined {
  if (at === undefined) return undefined;
  const { kind, key } = at;
  const { sums, about } = shown;
  if (kind === "province") {
    const place = province(key);
    if (place === undefined) return undefined;
    const sum = sums.provinces.find(({ code }) => code === key);
    const plants = plantsOf(shown).filter((plant) => plant.province === key);
    return {
      ...{ kind, key, name: english ? place.nameEn : place.name, ...(sum === undefined ? {} : { sum }) },
      plants: plants.sort((a, b) => b.sentWh - a.sentWh).slice(0, MOST_LISTED),
      plantCount: plants.length,
      flows: sums.flows.filter(({ from, to }) => from === key || to === key),
      months: months.map(({ month, sums: { provinces } }) => {
        const own = provinces.find(({ code }) => code === key);
        return { month, ...barOf(own ?? { sentWh: 0, unsoldWh: 0, mechanismWh: 0 }) };
      }),
    };
  }
  if (kind === "channel") {
    const place = about.channels.findIndex(({ code }) => code === key);
    const channel = channelsOf(shown)[place];
    if (channel === undefined) return undefined;
    const flows = sums.flows.filter(({ path }) => path.includes(place));
    const bars = months.map((one) => {
      const own = channelsOf(one).find(({ code }) => code === key);
      return { month: one.month, settledWh: own?.sentWh ?? 0, unsoldWh: 0, mechanismWh: 0 };
    });
    return { kind, key, name: channel.name, channel, plants: [], plantCount: 0, flows, months: bars };
  }
  const plant = plantsOf(shown).find(({ code }) => code === key);
  if (plant === undefined) return undefined;
  const bars = months.map((one) => {
    const own = plantsOf(one).find(({ code }) => code === key);
    return { month: one.month, ...barOf(own ?? { sentWh: 0, unsoldWh: 0, mechanismWh: 0 }) };
  });
  return { kind, key, name: plant.name, plant, plants: [], plantCount: 0, flows: [], months: bars };
}
