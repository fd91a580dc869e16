/** A settled month of a made-up market, by the market's own rules: every sum closes. Pure. */
import { createHash } from "node:crypto";
import { formatCode } from "@/lib/identifiers/trace-code";
import { sellableWh, settleLine, wholeSentWh } from "@/lib/market/settlement/rules";
import type {
  CertificateRow,
  ContractRow,
  FrozenPlantRow,
  FrozenUnitRow,
  LineRow,
  MonthRow,
  PlantRow,
  SettledPlantRow,
  TraceRow,
} from "@/lib/market/state";
import { daysInMonth, type Month, monthNumber } from "@/lib/units/interval";
import { seeded } from "@/prisma/demo/randomness";
import { type Deal, grouped, MOST_DEALS } from "./deals";
import { FIRST_SEQUENCE } from "./size";

export interface ScaleMonth {
  readonly month: Month;
  readonly row: MonthRow;
  readonly contracts: readonly ContractRow[];
  readonly lines: readonly LineRow[];
  readonly traces: readonly (TraceRow & { readonly contract: string })[];
  readonly frozenPlants: readonly (FrozenPlantRow & { readonly plant: string })[];
  readonly frozenUnits: readonly (FrozenUnitRow & { readonly unit: string })[];
  readonly settledPlants: readonly (SettledPlantRow & { readonly plant: string })[];
  readonly certificates: readonly CertificateRow[];
}

/** Part of its capacity that a plant of a kind gives over a month, in winter and in summer. */
const yields: Readonly<Record<string, readonly [winter: number, summer: number]>> = {
  ...{ W1: [0.32, 0.2], W2: [0.42, 0.28], S1: [0.13, 0.22], S2: [0.1, 0.17], S3: [0.22, 0.36] },
  ...{ H1: [0.28, 0.55], B1: [0.65, 0.65], G1: [0.8, 0.8], O1: [0.3, 0.3] },
};
const modes = ["bilateral", "bilateral", "listing", "rolling", "auction"] as const;
const terms = ["yearly", "yearly", "monthly", "multi-year", "within-month"] as const;

const ways = ["bilateral", "listing", "rolling", "auction"];
const scopes: Readonly<Record<string, string>> = { within: "1", "inter-provincial": "2", "inter-area": "3" };

/** 32 bytes that differ by name, in hex: where a row holds a hash that nothing here is checked against. */
const digest = (name: string): string => createHash("sha256").update(name).digest("hex");

interface Options {
  readonly seed: string;
  /** Of how many months this is, counted from 0: codes go on from month to month. */
  readonly at: number;
  readonly retailer?: string;
}

/** `deals` by unit, as `scaleDeals` gives them. */
export function scaleMonth(
  month: Month,
  deals: readonly (readonly Deal[])[],
  plants: readonly PlantRow[],
  options: Options,
): ScaleMonth {
  const random = seeded(`${options.seed}/${month}`);
  const energy = new Map(plants.map((plant) => [plant.code, generated(plant, month, random)]));
  const signed = deals.flatMap((own) => own.slice(0, 2 + Math.floor(random() * (MOST_DEALS - 1))));
  const contracts = contractsOf(month, signed, energy, { ...options, random });
  const frozenPlants = frozenPlantsOf(contracts, energy);
  const frozenUnits = frozenUnitsOf(contracts, random);
  const lines = contracts.map((one) => lineOf(one, frozenPlants, frozenUnits));
  const byPlant = grouped(lines, ({ values }) => values.plant);
  return {
    ...{ month, row: monthRow(plants.length), lines, contracts: contracts.map(({ row }) => row) },
    traces: lines.map(({ values }) => traceOf(values.contract, values.landedWh, random)),
    frozenPlants: [...frozenPlants].map(([plant, row]) => ({ plant, ...row })),
    frozenUnits: [...frozenUnits].map(([unit, row]) => ({ unit, ...row })),
    settledPlants: [...frozenPlants].map(([plant, row]) => settledOf(plant, row, byPlant.get(plant) ?? [])),
    certificates: certificatesOf(month, contracts, lines, { ...options, random }),
  };
}

interface Energy {
  readonly onGridWh: number;
  readonly mechanismWh: number;
}

function generated(plant: PlantRow, month: Month, random: () => number): Energy {
  const [winter, summer] = yields[plant.type] ?? [0.3, 0.3];
  const warmth = (1 - Math.cos((2 * Math.PI * (monthNumber(month) - 1)) / 12)) / 2;
  const part = (winter + (summer - winter) * warmth) * (0.85 + 0.3 * random());
  const onGridWh = Math.floor(1000 * plant.capacityKw * 24 * daysInMonth(month) * part);
  const [has, how] = [random() < 0.35, random()];
  return { onGridWh, mechanismWh: has ? Math.floor(onGridWh * (0.1 + 0.4 * how)) : 0 };
}

interface Signed {
  readonly row: ContractRow;
  readonly path: readonly { readonly channel: string; readonly lossPpm: number }[];
  readonly type: string;
  readonly place: string;
  readonly province: string;
}

function contractsOf(
  month: Month,
  signed: readonly Deal[],
  energy: ReadonlyMap<string, Energy>,
  { at, retailer, random }: Options & { random: () => number },
): Signed[] {
  const first = FIRST_SEQUENCE + at * MOST_DEALS * 1_000_000;
  const sharing = new Map(
    [...grouped(signed, ({ plant }) => plant.code)].map(([code, own]) => [code, own.length]),
  );
  return signed.map(({ unit, plant, path }, n) => {
    const { type, place } = plant;
    const { onGridWh, mechanismWh } = energy.get(plant.code) ?? { onGridWh: 0, mechanismWh: 0 };
    const part = (0.45 + 0.9 * random()) / (sharing.get(plant.code) ?? 1);
    const contractKwh = Math.max(1, Math.floor((sellableWh(onGridWh, mechanismWh) * part) / 1000));
    const fields = { energy: type, place, month, province: unit.province, scope: "0", mode: "0" };
    const code = formatCode({ object: "K", ...fields, sequence: first + n });
    const row: ContractRow = {
      ...{
        code,
        number: `GM-${month}-${String(n + 1).padStart(6, "0")}`,
        plant: plant.code,
        unit: unit.code,
      },
      ...{ via: retailer !== undefined && random() < 0.06 ? retailer : "", month, contractKwh },
      energyPrice: 200_000 + 100 * Math.floor(random() * 2_000),
      environmentPrice: 1_000 * Math.floor(2 + random() * 18),
      mode: modes[Math.floor(random() * modes.length)] ?? "bilateral",
      term: terms[Math.floor(random() * terms.length)] ?? "monthly",
      scope: path.length === 0 ? "within" : path.length === 1 ? "inter-provincial" : "inter-area",
      path: path.map((channel) => channel.code),
      ...{ secret: digest(`secret ${code}`), onBehalf: [], entry: 0, record: n % 50 },
    };
    const losses = path.map((channel) => ({ channel: channel.code, lossPpm: channel.lossPpm }));
    return { row, path: losses, type, place, province: unit.province };
  });
}

function frozenPlantsOf(
  contracts: readonly Signed[],
  energy: ReadonlyMap<string, Energy>,
): Map<string, FrozenPlantRow> {
  const own = grouped(contracts, ({ row }) => row.plant);
  return new Map(
    [...energy].map(([plant, { onGridWh, mechanismWh }]) => {
      const sold = own.get(plant) ?? [];
      const C = sold.reduce((sum, { row, path }) => sum + wholeSentWh(row.contractKwh, path), 0);
      const lines = sold.map(({ row }) => row.code);
      return [plant, { onGridWh, mechanismWh, G: sellableWh(onGridWh, mechanismWh), C, lines }];
    }),
  );
}

/** Most use more than they have bought; one in four less. */
function frozenUnitsOf(contracts: readonly Signed[], random: () => number): Map<string, FrozenUnitRow> {
  return new Map(
    [...grouped(contracts, ({ row }) => row.unit)].map(([unit, own]) => {
      const D = own.reduce((sum, { row }) => sum + 1000 * row.contractKwh, 0);
      return [unit, { U: Math.floor(D * (0.7 + 1.2 * random())), D, lines: own.map(({ row }) => row.code) }];
    }),
  );
}

function lineOf(
  { row: { code, plant, unit, contractKwh }, path }: Signed,
  plants: ReadonlyMap<string, FrozenPlantRow>,
  units: ReadonlyMap<string, FrozenUnitRow>,
): LineRow {
  const { G, C } = plants.get(plant) ?? { G: 0, C: 0 };
  const { U, D } = units.get(unit) ?? { U: 0, D: 0 };
  const { settledKwh, limitedBy, allowanceWh, sentWh, landedWh } = settleLine({
    contractKwh,
    path,
    G,
    C,
    U,
    D,
  });
  const values = { contract: code, plant, unit, contractKwh, settledKwh, limitedBy, U, D, allowanceWh };
  return { values: { ...values, sentWh, landedWh, path }, leafHash: digest(`line ${code}`), entry: 0 };
}

function traceOf(contract: string, landedWh: number, random: () => number) {
  const coincidentWh = Math.floor(landedWh * (0.35 + 0.5 * random()));
  const hashes = { traceRoot: digest(`root ${contract}`), leafHash: digest(`trace ${contract}`) };
  return { contract, ...hashes, coincidentWh, count: 900 };
}

function settledOf(plant: string, { G, C }: FrozenPlantRow, lines: readonly LineRow[]) {
  const sum = (of: (line: LineRow["values"]) => number) =>
    lines.reduce((all, { values }) => all + of(values), 0);
  const sentWh = sum((line) => line.sentWh);
  const roots = { linesRoot: digest(`lines ${plant}`), sumRoot: digest(`sums ${plant}`) };
  const result = { G, C, settledWh: sum((line) => line.landedWh), sentWh, unsoldWh: G - sentWh, ...roots };
  const traced = { entry: 0, traceEntry: 0, tracesRoot: digest(`traces ${plant}`) };
  return { plant, result: { ...result, count: lines.length }, ...traced };
}

/** One a unit: where all its settled lines agree, their kind, place and way, else "several". */
function certificatesOf(
  month: Month,
  contracts: readonly Signed[],
  lines: readonly LineRow[],
  { at, random }: Options & { random: () => number },
): CertificateRow[] {
  const settled = contracts.filter((_, n) => (lines[n]?.values.settledKwh ?? 0) > 0);
  return [...grouped(settled, ({ row }) => row.unit)].map(([unit, own], n) => {
    const same = (of: (one: Signed) => string, several: string) => {
      const all = new Set(own.map(of));
      return all.size === 1 ? ([...all][0] ?? several) : several;
    };
    const code = formatCode({
      ...{
        object: "C",
        month,
        province: own[0]?.province ?? "",
        sequence: FIRST_SEQUENCE + at * 1_000_000 + n,
      },
      place: same(({ place }) => place, "000000"),
      energy: same(({ type }) => type, "MX"),
      scope: same(({ row }) => scopes[row.scope] ?? "0", "9"),
      mode: same(({ row }) => String(1 + ways.indexOf(row.mode)), "9"),
    });
    const [standing, shown] = [random(), random()];
    return {
      ...{ code, unit, month, version: 1, count: own.length, certLinesRoot: digest(`of ${code}`), entry: 0 },
      ...{
        hash: digest(code),
        status: standing < 0.985 ? "valid" : standing < 0.995 ? "disputed" : "revoked",
      },
      level: shown < 0.6 ? "standard" : shown < 0.9 ? "full" : "minimal",
    };
  });
}

const monthRow = (plants: number): MonthRow => {
  const counts = { plants, settled: plants, traced: plants };
  return {
    version: 1,
    stage: "finished",
    inputRoot: digest("input"),
    ...counts,
    freezeEntry: 0,
    finishEntry: 0,
  };
};
