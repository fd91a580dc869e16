/** Companies, plants, units and channels of a made-up market of any size. Pure: the seed decides. */
import { ENERGY_TYPES } from "@/lib/identifiers/energy-types";
import { PROVINCES, type Province } from "@/lib/identifiers/provinces";
import { formatCode } from "@/lib/identifiers/trace-code";
import { completeUscc } from "@/lib/identifiers/uscc";
import type { ChannelRow, ParticipantRow, PlantRow, UnitRow } from "@/lib/market/state";
import { addMonths } from "@/lib/units/interval";
import { seeded } from "@/prisma/demo/randomness";
import { type Around, FIRST_SEQUENCE, type ScaleSize } from "./size";

export interface ScaleAssets {
  readonly companies: readonly ParticipantRow[];
  readonly plants: readonly PlantRow[];
  readonly units: readonly UnitRow[];
  /** Those made up; paths also use the market's own. */
  readonly channels: readonly ChannelRow[];
}

/** Units of one company, as a rule. */
const UNITS_PER_COMPANY = 28;
const PLANTS_PER_COMPANY = 25;
const HOLDER_PART = 0.203;
const SELLER_PART = 0.02;
const beyond = new Set(["71", "81", "82"]);
const places: readonly Province[] = PROVINCES.filter(({ code }) => !beyond.has(code));
const coast = ["33", "32", "35", "37", "44"];
const sun = ["63", "62", "65", "64", "15"];

/** kW from, kW to. */
const sizes: Readonly<Record<string, readonly [number, number]>> = {
  ...{ W1: [50_000, 300_000], W2: [200_000, 1_000_000], S1: [20_000, 200_000], S2: [1_000, 20_000] },
  ...{ S3: [50_000, 100_000], H1: [10_000, 600_000], B1: [10_000, 50_000], G1: [5_000, 25_000] },
  O1: [1_000, 5_000],
};
const kinds: readonly (readonly [upTo: number, kind: string])[] = [
  ...([
    [0.34, "W1"],
    [0.62, "S1"],
    [0.8, "S2"],
    [0.91, "H1"],
    [0.95, "B1"],
  ] as const),
  ...([
    [0.975, "W2"],
    [0.985, "S3"],
    [0.993, "G1"],
    [1, "O1"],
  ] as const),
];

/** Invented lines from province to province, beside the market's own. */
const lines: readonly (readonly [from: string, to: string])[] = [
  ...([
    ["15", "13"],
    ["62", "33"],
    ["63", "32"],
    ["51", "31"],
    ["53", "44"],
    ["52", "44"],
  ] as const),
  ...([
    ["53", "45"],
    ["22", "37"],
    ["14", "32"],
    ["42", "36"],
    ["64", "43"],
    ["54", "51"],
  ] as const),
];

const none = { energy: "00", province: "00", scope: "0", mode: "0" };
const at = { entry: 0, record: 0 };

export function scaleAssets(size: ScaleSize, around: Around): ScaleAssets {
  const month = addMonths(around.before, -size.months);
  const random = seeded(`${size.seed}/assets`);
  const generators = Array.from({ length: Math.ceil(size.plants / PLANTS_PER_COMPANY) }, (_, n) =>
    company("generator", n, month, pick(places, random)),
  );
  const consumers = Array.from({ length: Math.ceil(size.units / UNITS_PER_COMPANY) }, (_, n) =>
    company("consumer", n + generators.length, month, pick(places, random)),
  );
  const ownerOf = (list: readonly ParticipantRow[], n: number, all: number, known?: string, part = 0) =>
    known !== undefined && n < Math.ceil(all * part) ? known : (list[n % list.length]?.code ?? "");
  return {
    companies: [...generators, ...consumers],
    plants: Array.from({ length: size.plants }, (_, n) =>
      plant(n, ownerOf(generators, n, size.plants, around.seller, SELLER_PART), month, random),
    ),
    units: Array.from({ length: size.units }, (_, n) =>
      unit(n, ownerOf(consumers, n, size.units, around.holder, HOLDER_PART), month, random),
    ),
    channels: lines.map(([from, to], n) => channel(n, from, to, month, random)),
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError("nothing to choose from");
  return found;
}

const between = (from: number, to: number, random: () => number) => from + Math.floor(random() * (to - from));
const placeOf = (province: string, random: () => number) => `${province}0${between(1, 10, random)}00`;
const numbered = (n: number) => String(n + 1).padStart(4, "0");

function company(role: "generator" | "consumer", n: number, month: string, where: Province): ParticipantRow {
  const code = formatCode({
    object: "E",
    place: `${where.code}0000`,
    month,
    sequence: FIRST_SEQUENCE + n,
    ...none,
  });
  const name = `${where.name}${role === "generator" ? "新能源" : "制造"} ${numbered(n)}（演示）`;
  const uscc = completeUscc(`91${where.code}0000`, `MA${String(n).padStart(6, "0")}`);
  return { code, id: `scale-${role}-${n}`, role, province: where.code, name, uscc, status: "active", ...at };
}

function plant(n: number, owner: string, month: string, random: () => number): PlantRow {
  const { type, where } = kindAndPlace(n, random);
  const [least, most] = sizes[type] ?? [1_000, 2_000];
  const { lon, lat, reach } = where.cell;
  const near = (centre: number, width: number) =>
    Math.round(1e6 * (centre + (random() * 2 - 1) * width * reach));
  const place = placeOf(where.code, random);
  return {
    code: formatCode({ object: "P", place, month, sequence: FIRST_SEQUENCE + n, ...none, energy: type }),
    ...{ id: `scale-plant-${n}`, owner, type, province: where.code, place, projectCode: "", ...at },
    name: `${where.name}${ENERGY_TYPES.find(({ code }) => code === type)?.name ?? ""} ${numbered(n)}（演示）`,
    capacityKw: between(least, most, random),
    latE6: near(lat, 0.5),
    lonE6: near(lon, 0.6),
  };
}

/** The first plants see to it that every province and kind has one. */
function kindAndPlace(n: number, random: () => number): { type: string; where: Province } {
  const drawn = random();
  const type = ENERGY_TYPES[n - places.length]?.code ?? kinds.find(([upTo]) => drawn < upTo)?.[1] ?? "W1";
  const special = type === "W2" || type === "O1" ? coast : type === "S3" ? sun : undefined;
  const where = pick(places, random);
  if (special === undefined) return { type, where: places[n] ?? where };
  if (places[n] !== undefined) return { type: "S1", where: places[n] };
  const chosen = pick(special, random);
  return { type, where: places.find(({ code }) => code === chosen) ?? where };
}

function unit(n: number, owner: string, month: string, random: () => number): UnitRow {
  const where = places[n] ?? pick(places, random);
  const place = placeOf(where.code, random);
  const fields = { ...none, province: where.code };
  const code = formatCode({ object: "U", place, month, sequence: FIRST_SEQUENCE + n, ...fields });
  return {
    code,
    id: `scale-unit-${n}`,
    owner,
    name: `${where.name}厂区 ${numbered(n)}`,
    province: where.code,
    ...at,
  };
}

function channel(n: number, from: string, to: string, month: string, random: () => number): ChannelRow {
  const [sending, receiving] = [from, to].map((one) => places.find(({ code }) => code === one)?.name ?? one);
  const fields = { ...none, province: to };
  return {
    code: formatCode({ object: "H", place: `${from}0000`, month, sequence: FIRST_SEQUENCE + n, ...fields }),
    ...{
      id: `scale-channel-${n}`,
      name: `${sending}—${receiving}（演示）`,
      fromProvince: from,
      toProvince: to,
    },
    ...{ lossPpm: 1_000 * between(25, 75, random), capacityKw: 8_000_000, ...at },
  };
}
