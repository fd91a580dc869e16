import "server-only";
import type { Ranking, RankRow } from "@/components/overview/overview-view";
import { compareText } from "@/lib/crypto/bytes";
import { province } from "@/lib/identifiers/provinces";
import type { NationalMonth } from "@/lib/store/digest/national";
import type { OverviewAsked } from "./asked";

const PAGE_SIZE = 14;

/** One page of who sent or received most. */
export function rankingOf(month: NationalMonth, asked: OverviewAsked, english: boolean): Ranking {
  const rows = rankRows(month, asked, english).filter(belongs(month, asked));
  rows.sort(orders[asked.sort]);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_SIZE));
  const page = Math.min(asked.page, pages);
  return {
    ...{ tab: asked.rank, sort: asked.sort, page, pages, total: rows.length },
    largestWh: rows.reduce((most, { energyWh }) => Math.max(most, energyWh), 0),
    rows: rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
  };
}

const share = ({ partWh, wholeWh }: RankRow) => (wholeWh === 0 ? -1 : partWh / wholeWh);

const orders: Readonly<Record<OverviewAsked["sort"], (a: RankRow, b: RankRow) => number>> = {
  energy: (a, b) => b.energyWh - a.energyWh || compareText(a.key, b.key),
  share: (a, b) => share(b) - share(a) || compareText(a.key, b.key),
  name: (a, b) => compareText(a.name, b.name) || compareText(a.key, b.key),
};

function belongs({ about }: NationalMonth, { at, rank }: OverviewAsked): (row: RankRow) => boolean {
  if (at?.kind !== "province") return () => true;
  if (rank === "channels") {
    const ends = new Set(
      about.channels.filter(({ from, to }) => from === at.key || to === at.key).map(({ code }) => code),
    );
    return ({ key }) => ends.has(key);
  }
  return ({ province: where, key }) => where === at.key || key === at.key;
}

export function rankRows(
  { month, about, sums }: NationalMonth,
  { rank }: OverviewAsked,
  english: boolean,
): RankRow[] {
  const records = (field: string, code: string) => `/overview/records?month=${month}&${field}=${code}`;
  if (rank === "plants") {
    return about.plants.map(({ code, name, type, province: where, onGridWh, mechanismWh }, at) => {
      const energyWh = sums.plantSentWh[at] ?? 0;
      const part = { energyWh, partWh: energyWh, wholeWh: onGridWh - mechanismWh };
      return {
        key: code,
        at: `plant:${code}`,
        href: records("plant", code),
        name,
        type,
        province: where,
        ...part,
      };
    });
  }
  if (rank === "channels") {
    return about.channels.flatMap(({ code, name }, at) => {
      const sum = sums.channels[at];
      if (sum === undefined) return [];
      const part = { energyWh: sum.sentWh, partWh: sum.lossWh, wholeWh: sum.sentWh };
      return [{ key: code, at: `channel:${code}`, href: records("channel", code), name, ...part }];
    });
  }
  if (rank === "units") {
    return about.units.map(({ code, name, province: where }, at) => {
      const energyWh = sums.unitLandedWh[at] ?? 0;
      const part = { energyWh, partWh: energyWh, wholeWh: sums.totals.landedWh };
      return { key: code, href: records("unit", code), name, province: where, ...part };
    });
  }
  return sums.provinces.map(({ code, sentWh, inWh, withinWh, onGridWh }) => {
    const place = province(code);
    const name = (english ? place?.nameEn : place?.name) ?? code;
    const part = { energyWh: sentWh + inWh, partWh: withinWh, wholeWh: sentWh };
    return { key: code, at: `province:${code}`, href: records("province", code), name, ...part, onGridWh };
  });
}
