/**
 * A random market as CSV files, broken rows among them, and what must come of it: refusals row by row as the rows
 * were spoiled, and the settlement by the plainest reading of domain §3. Shares no arithmetic with the rules.
 */

import { completeUscc } from "@/lib/identifiers/uscc";
import { csvField } from "@/lib/jobs/csv/forms";
import { pick, type Random, randomOf, shuffled } from "@/lib/jobs/import/curves/curves.oracle";

export interface MarketFile {
  readonly name:
    | "participants"
    | "plants"
    | "units"
    | "meters"
    | "channels"
    | "contracts"
    | "mechanism"
    | "curves";
  readonly text: string;
  /** `line|field|code`, in line order. */
  readonly refused: readonly string[];
  readonly accepted: number;
}

export interface ExpectedLine {
  readonly contract: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly limitedBy: "contract" | "generation" | "consumption";
  readonly sentWh: number;
  readonly landedWh: number;
}

export interface RandomMarket {
  readonly month: string;
  readonly files: readonly MarketFile[];
  readonly lines: readonly ExpectedLine[];
}

const MONTH = "2026-02";
const DAYS = 28;
const PROVINCES = ["63", "41", "11"];

interface Contract {
  readonly number: string;
  readonly plant: number;
  readonly unit: number;
  readonly kwh: number;
  readonly path: readonly number[];
}

interface World {
  readonly random: Random;
  readonly plants: readonly { province: string; type: string; capacityKw: number }[];
  readonly units: readonly { province: string }[];
  readonly channels: readonly { from: string; to: string; lossPpm: number }[];
}

export function randomMarket(seed: number): RandomMarket {
  const random = randomOf(seed);
  const world: World = {
    random,
    plants: some(random, 2, 4, () => ({
      province: pick(random, PROVINCES),
      type: pick(random, ["W1", "S1", "H1"]),
      capacityKw: 20 + Math.floor(random() * 400),
    })),
    units: some(random, 2, 4, () => ({ province: pick(random, PROVINCES) })),
    channels: PROVINCES.flatMap((from) =>
      PROVINCES.filter((to) => to !== from).map((to) => ({
        from,
        to,
        lossPpm: Math.floor(random() * 90_000),
      })),
    ),
  };
  const production = world.plants.map((plant) =>
    readings(random, plant.capacityKw * 250, plant.type === "S1"),
  );
  const consumption = world.units.map(() => readings(random, 40_000 + random() * 60_000, false));
  const mechanism = world.plants.map((_, at) =>
    random() < 0.5 ? Math.floor(total(production[at]) * random() * 0.4) : 0,
  );
  const contracts = randomContracts(world, production.map(total), consumption.map(total));
  const files = [
    ...registrations(world),
    contractFile(world, contracts),
    mechanismFile(mechanism),
    curveFile(random, production, consumption),
  ];
  const G = production.map((curve, at) => BigInt(Math.max(0, total(curve) - (mechanism[at] ?? 0))));
  return {
    month: MONTH,
    files,
    lines: settled(
      world,
      contracts,
      G,
      consumption.map((curve) => BigInt(total(curve))),
    ),
  };
}

function some<T>(random: Random, least: number, most: number, make: () => T): T[] {
  return Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, make);
}

function readings(random: Random, most: number, isSolar: boolean): number[] {
  return Array.from({ length: DAYS * 96 }, (_, t) => {
    const dark = t % 96 < 24 || t % 96 > 75;
    return (isSolar && dark) || random() < 0.1 ? 0 : Math.floor(random() * most);
  });
}

function total(curve: readonly number[] | undefined): number {
  return (curve ?? []).reduce((sum, wh) => sum + wh, 0);
}

const NUMBERS = ["K", "k", "合同", "𝄞", "=SUM", "GD-2026-"];

function randomContracts(
  world: World,
  generated: readonly number[],
  consumed: readonly number[],
): Contract[] {
  const { random, plants, units, channels } = world;
  return some(random, 5, 14, () => 0).map((_, at) => {
    const plant = Math.floor(random() * plants.length);
    const unit = Math.floor(random() * units.length);
    const [from, to] = [plants[plant]?.province ?? "", units[unit]?.province ?? ""];
    const third = PROVINCES.find((province) => province !== from && province !== to) ?? "";
    const hops = from === to ? [] : random() < 0.7 ? [from, to] : [from, third, to];
    const path = hops
      .slice(1)
      .map((hop, i) => channels.findIndex((channel) => channel.from === hops[i] && channel.to === hop));
    const size = Math.min(generated[plant] ?? 0, consumed[unit] ?? 0) / 1000;
    const kwh = 1 + Math.floor(size * random() * pick(random, [0.05, 0.5, 1.2]));
    return { number: `${pick(random, NUMBERS)}${at}`, plant, unit, kwh, path };
  });
}

/** Domain §3, once for every line, in BigInt: the largest n by halving. */
function settled(
  world: World,
  contracts: readonly Contract[],
  G: readonly bigint[],
  U: readonly bigint[],
): ExpectedLine[] {
  const sent = ({ path }: Contract, landed: bigint): bigint =>
    [...path].reverse().reduce((wh, at) => {
      const kept = 1_000_000n - BigInt(world.channels[at]?.lossPpm ?? 0);
      return (wh * 1_000_000n + kept - 1n) / kept;
    }, landed);
  const wanted = (contract: Contract) => sent(contract, 1000n * BigInt(contract.kwh));
  const lines = contracts.map((contract): ExpectedLine => {
    const [g, u] = [G[contract.plant] ?? 0n, U[contract.unit] ?? 0n];
    const C = sum(contracts.filter(({ plant }) => plant === contract.plant).map(wanted));
    const D = sum(
      contracts.filter(({ unit }) => unit === contract.unit).map(({ kwh }) => 1000n * BigInt(kwh)),
    );
    const quota = C > g ? (wanted(contract) * g) / C : wanted(contract);
    const c = 1000n * BigInt(contract.kwh);
    const allowance = D > u ? (c * u) / D : c;
    let [n, above] = [0n, BigInt(contract.kwh) + 1n];
    while (above - n > 1n) {
      const middle = (n + above) / 2n;
      if (1000n * middle <= allowance && sent(contract, 1000n * middle) <= quota) n = middle;
      else above = middle;
    }
    const limitedBy =
      n === BigInt(contract.kwh)
        ? "contract"
        : sent(contract, 1000n * (n + 1n)) > quota
          ? "generation"
          : "consumption";
    return {
      ...{
        contract: contract.number,
        plant: `P${contract.plant}`,
        unit: `U${contract.unit}`,
        contractKwh: contract.kwh,
      },
      ...{
        settledKwh: Number(n),
        limitedBy,
        sentWh: Number(sent(contract, 1000n * n)),
        landedWh: 1000 * Number(n),
      },
    };
  });
  return lines.sort((a, b) => Buffer.compare(Buffer.from(a.contract), Buffer.from(b.contract)));
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => a + b, 0n);
}

interface SpoiledRow {
  readonly row: readonly string[];
  readonly flaws: readonly string[];
}

/** The rows in random order with spoiled copies between them; a flaw is `field|code`. */
function fileOf(
  name: MarketFile["name"],
  random: Random,
  header: string,
  good: readonly (readonly string[])[],
  spoiled: readonly SpoiledRow[],
): MarketFile {
  const rows = shuffled(random, [...good.map((row) => ({ row, flaws: [] })), ...spoiled]);
  const refused = rows.flatMap(({ flaws }, at) => flaws.map((flaw) => `${at + 2}|${flaw}`));
  const ending = pick(random, ["\n", "\r\n"]);
  const text = [header, ...rows.map(({ row }) => row.map(csvField).join(","))].join(ending) + ending;
  return { name, text: random() < 0.3 ? `\uFEFF${text}` : text, refused, accepted: good.length };
}

function uscc(at: number): string {
  return completeUscc("91110000", String(20_000_000 + at));
}

function registrations(world: World): MarketFile[] {
  return [participantFile(world), plantFile(world), unitFile(world), meterFile(world), channelFile(world)];
}

function participantFile({ random, plants, units }: World): MarketFile {
  const people = [
    ...plants.map((_, at) => [`G${at}`, "generator", `发电 ${at}, "甲"`, uscc(at), "63"]),
    ...units.map((_, at) => [`C${at}`, "consumer", `用户 ${at}`, uscc(100 + at), "41"]),
    ["R0", "retailer", "=售电", uscc(200), "11"],
  ];
  const bad = uscc(300);
  return fileOf("participants", random, "id,kind,name,uscc,province", people, [
    { row: ["Z1", "trader", "x", bad, "63"], flaws: ["kind|range"] },
    { row: ["Z2", "consumer", "e\u0301", bad, "99"], flaws: ["name|text", "province|province"] },
    { row: ["电", "consumer", "", bad, "63"], flaws: ["id|id", "name|empty"] },
    { row: ["Z3", "consumer", "x", bad], flaws: ["|columns"] },
  ]);
}

function plantFile({ random, plants }: World): MarketFile {
  const rows = plants.map(({ province, type, capacityKw }, at) => {
    const project = at === 0 ? "" : `X${at}`;
    const where = [province, `${province}0100`, "36.5", "-0.25"];
    return [`P${at}`, `G${at}`, `电站 ${at}`, type, String(capacityKw), ...where, project];
  });
  const base = rows[0] ?? [];
  const header = "id,owner,name,type,capacity_kw,province,place,lat,lon,project_code";
  return fileOf("plants", random, header, rows, [
    { row: with_(base, { 0: "PX", 1: "nobody", 4: "1.5" }), flaws: ["owner|unknown", "capacity_kw|integer"] },
    { row: with_(base, { 0: "PY", 6: "990100", 7: "91" }), flaws: ["place|province", "lat|range"] },
    { row: with_(base, { 0: "PZ", 3: "MX", 8: "1.0000000" }), flaws: ["type|range", "lon|decimals"] },
  ]);
}

function unitFile({ random, units }: World): MarketFile {
  const rows = units.map(({ province }, at) => [`U${at}`, `C${at}`, `单元 ${at}`, province]);
  const spoiled = [{ row: ["UX", "nobody", "x", ""], flaws: ["owner|unknown", "province|empty"] }];
  return fileOf("units", random, "id,owner,name,province", rows, spoiled);
}

function meterFile({ random, plants, units }: World): MarketFile {
  const rows = [
    ...plants.map((_, at) => [`MP${at}`, "production", `P${at}`, ""]),
    ...units.map((_, at) => [`MU${at}`, "consumption", `U${at}`, at === 0 ? "grid" : ""]),
  ];
  return fileOf("meters", random, "id,role,of,grid", rows, [
    { row: ["MX", "production", "U0", ""], flaws: ["of|unknown"] },
    { row: ["MY", "consumption", "U0", "R0"], flaws: ["grid|unknown"] },
    { row: ["MZ", "both", "U0", ""], flaws: ["role|range"] },
  ]);
}

function channelFile({ random, channels }: World): MarketFile {
  const rows = channels.map(({ from, to, lossPpm }, at) => {
    return [`H${at}`, `通道 ${at}`, from, to, String(lossPpm), "8000000"];
  });
  return fileOf("channels", random, "id,name,from_province,to_province,loss_ppm,capacity_kw", rows, [
    { row: ["HX>1", "x", "63", "41", "1000000", "1"], flaws: ["id|id", "loss_ppm|range"] },
    { row: ["HY", "x", "63", "4", "-1", "1"], flaws: ["to_province|province", "loss_ppm|integer"] },
  ]);
}

function with_(row: readonly string[], changes: Readonly<Record<number, string>>): string[] {
  return row.map((field, at) => changes[at] ?? field);
}

function contractFile({ random }: World, contracts: readonly Contract[]): MarketFile {
  const rowOf = ({ number, plant, unit, kwh, path }: Contract) => [
    ...[number, `P${plant}`, `U${unit}`, pick(random, ["", "R0"]), MONTH, String(kwh), "285.125", "30"],
    ...[pick(random, ["bilateral", "listing", "rolling", "auction"]), "monthly"],
    ...[path.length === 0 ? "within" : "inter-provincial", path.map((at) => `H${at}`).join(">")],
  ];
  const [first] = contracts;
  const base = first === undefined ? [] : rowOf(first);
  return fileOf(
    "contracts",
    random,
    "number,plant,unit,via,month,quantity_kwh,energy_price,environment_price,mode,term,scope,channels",
    contracts.map(rowOf),
    [
      {
        row: with_(base, { 0: "X1", 5: "0", 6: "-3" }),
        flaws: ["quantity_kwh|range", "energy_price|number"],
      },
      { row: with_(base, { 0: "X2", 3: "C0", 4: "2026-13" }), flaws: ["via|unknown", "month|date"] },
      {
        row: with_(base, { 0: "X3", 8: "swap", 11: "H0>nothing" }),
        flaws: ["mode|range", "channels|unknown"],
      },
      { row: with_(base, { 0: "X4", 11: "H0>H0" }), flaws: ["channels|path"] },
    ],
  );
}

function mechanismFile(mechanism: readonly number[]): MarketFile {
  const rows = mechanism.flatMap((wh, at) => (wh > 0 ? [[`P${at}`, MONTH, (wh / 1000).toFixed(3)]] : []));
  const spoiled = [
    { row: ["nobody", MONTH, "1"], flaws: ["plant|unknown"] },
    { row: ["P0", "2026-03", "-1"], flaws: ["kwh|negative"] },
    { row: ["P0", "2026-03", "1.2345"], flaws: ["kwh|decimals"] },
  ];
  return fileOf("mechanism", randomOf(rows.length), "plant,month,kwh", rows, spoiled);
}

function curveFile(
  random: Random,
  production: readonly number[][],
  consumption: readonly number[][],
): MarketFile {
  const columns = Array.from({ length: 96 }, (_, at) => `t${String(at + 1).padStart(2, "0")}`);
  const rows = [
    ...production.flatMap((curve, at) => dayRows(`MP${at}`, curve)),
    ...consumption.flatMap((curve, at) => dayRows(`MU${at}`, curve)),
  ];
  const zeros = columns.map(() => "0");
  return fileOf("curves", random, `meter,date,${columns.join(",")}`, rows, [
    { row: ["nobody", `${MONTH}-01`, ...zeros], flaws: ["meter|unknown"] },
    { row: ["MP0", "2026-03-01", "abc", "-1", ...zeros.slice(2)], flaws: ["t01|number", "t02|negative"] },
    { row: ["MP0", "2026-02-29", ...zeros], flaws: ["date|date"] },
  ]);
}

function dayRows(meter: string, curve: readonly number[]): string[][] {
  return Array.from({ length: DAYS }, (_, day) => [
    meter,
    `${MONTH}-${String(day + 1).padStart(2, "0")}`,
    ...curve.slice(day * 96, day * 96 + 96).map((wh) => (wh / 1000).toFixed(3)),
  ]);
}
