import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A month worked out from the files that were imported, by the plainest reading of domain §3 and §4: BigInt, one
 * rule after the other, nothing of the application's own code. What stands on screen is held against it.
 */

type Row = Readonly<Record<string, string>>;

export interface RawLine {
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: bigint;
  readonly settledKwh: bigint;
  readonly limitedBy: "contract" | "generation" | "consumption";
  readonly energyFen: bigint;
  readonly environmentFen: bigint;
  readonly landedWh: bigint;
  readonly coincidentWh: bigint;
  /** Landed and coincident Wh by hour of use, 24 each. */
  readonly usedByHour: readonly bigint[];
  readonly matchedByHour: readonly bigint[];
}

export interface RawMonth {
  readonly lines: readonly RawLine[];
  /** Wh by unit. */
  readonly consumedWh: ReadonlyMap<string, bigint>;
}

/** Rows of a file without quotes, by their column's name. */
export function rawRows(folder: string, name: string): Row[] {
  const [header = "", ...lines] = readFileSync(join(folder, name), "utf8").trim().split(/\r?\n/);
  const columns = header.replace(/^\uFEFF/, "").split(",");
  return lines.map((line) => {
    const values = line.split(",");
    return Object.fromEntries(columns.map((column, at) => [column, values[at] ?? ""]));
  });
}

/** Thousandths as an integer: kWh text is Wh, 元/MWh text is 0.001 元/MWh. */
function thousandths(text: string): bigint {
  const [whole = "0", rest = ""] = text.split(".");
  return BigInt(whole) * 1000n + BigInt(rest.padEnd(3, "0"));
}

const sum = (values: readonly bigint[]) => values.reduce((all, value) => all + value, 0n);

function portion(a: bigint, q: bigint, p: readonly bigint[]): bigint[] {
  let before = 0n;
  return p.map((value) => {
    const after = before + value;
    const part = q === 0n ? 0n : (a * after) / q - (a * before) / q;
    before = after;
    return part;
  });
}

/** §4.3: halve the group, the left half takes its portion, the right one what remains. */
function shareOut(amounts: readonly bigint[], curve: readonly bigint[]): bigint[][] {
  if (amounts.length < 2) return amounts.length === 0 ? [] : [[...curve]];
  const half = Math.ceil(amounts.length / 2);
  const left = portion(sum(amounts.slice(0, half)), sum(amounts), curve);
  const right = curve.map((value, t) => value - (left[t] ?? 0n));
  return [...shareOut(amounts.slice(0, half), left), ...shareOut(amounts.slice(half), right)];
}

/** Readings of every meter's month, a day sent again as it was accepted. */
function curvesOf(folder: string, month: string): Map<string, bigint[]> {
  const days = new Map<string, bigint[]>();
  const files = readdirSync(folder).filter(
    (name) => name.startsWith(`${month}-curves`) && name.endsWith(".csv"),
  );
  // The month's own file last: the other ones hold days that were refused and sent again with it.
  for (const name of files.sort((a, b) => b.length - a.length)) {
    for (const row of rawRows(folder, name)) {
      const wh = Array.from({ length: 96 }, (_, i) =>
        thousandths(row[`t${String(i + 1).padStart(2, "0")}`] ?? ""),
      );
      days.set(`${row.meter}/${row.date}`, wh);
    }
  }
  const assets = new Map(rawRows(folder, "meters.csv").map(({ id = "", of = "" }) => [id, of]));
  const count = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const curves = new Map<string, bigint[]>();
  for (const [key, wh] of days) {
    const [meter = "", date = ""] = key.split("/");
    const asset = assets.get(meter) ?? "";
    const curve = curves.get(asset) ?? new Array<bigint>(count * 96).fill(0n);
    curves.set(asset, curve);
    const from = (Number(date.slice(8)) - 1) * 96;
    wh.forEach((value, i) => {
      curve[from + i] = (curve[from + i] ?? 0n) + value;
    });
  }
  return curves;
}

interface Contract {
  readonly row: Row;
  readonly kwh: bigint;
  readonly losses: readonly bigint[];
}

const PPM = 1_000_000n;

function sentFor(landedWh: bigint, losses: readonly bigint[]): bigint {
  return [...losses].reverse().reduce((wh, ppm) => (wh * PPM + (PPM - ppm) - 1n) / (PPM - ppm), landedWh);
}

export function rawMonth(folder: string, month: string): RawMonth {
  const loss = new Map(rawRows(folder, "channels.csv").map((row) => [row.id, BigInt(row.loss_ppm ?? "0")]));
  const contracts: Contract[] = rawRows(folder, `${month}-contracts.csv`)
    .map((row) => ({
      row,
      kwh: BigInt(row.quantity_kwh ?? "0"),
      losses: (row.channels ?? "").split(">").flatMap((id) => (id === "" ? [] : [loss.get(id) ?? 0n])),
    }))
    .sort((a, b) => Buffer.compare(Buffer.from(a.row.number ?? ""), Buffer.from(b.row.number ?? "")));
  const curves = curvesOf(folder, month);
  const mechanism = new Map(
    rawRows(folder, `${month}-mechanism.csv`).map((row) => [row.plant, thousandths(row.kwh ?? "0")]),
  );
  const metered = (asset: string) => sum(curves.get(asset) ?? []);
  const sellable = (plant: string) => {
    const left = metered(plant) - (mechanism.get(plant) ?? 0n);
    return left > 0n ? left : 0n;
  };
  const settled = contracts.map((one) => settle(one, contracts, sellable, metered));
  const x = sharesBy("plant", settled, (plant, sent) => {
    const curve = portion(sellable(plant), metered(plant), curves.get(plant) ?? []);
    return portion(sent, sellable(plant), curve);
  });
  const y = sharesBy("unit", settled, (unit, landed) =>
    portion(landed, metered(unit), curves.get(unit) ?? []),
  );
  const lines = settled.map((line): RawLine => {
    const arriving = portion(line.landedWh, line.sentWh, x.get(line.number) ?? []);
    const used = y.get(line.number) ?? [];
    const same = used.map((wh, t) => (wh < (arriving[t] ?? 0n) ? wh : (arriving[t] ?? 0n)));
    return { ...line, coincidentWh: sum(same), usedByHour: hourly(used), matchedByHour: hourly(same) };
  });
  const units = new Set(rawRows(folder, "units.csv").map(({ id = "" }) => id));
  return { lines, consumedWh: new Map([...units].map((unit) => [unit, metered(unit)])) };
}

type Settled = Omit<RawLine, "coincidentWh" | "usedByHour" | "matchedByHour"> & { readonly sentWh: bigint };

function settle(
  { row, kwh, losses }: Contract,
  all: readonly Contract[],
  sellable: (plant: string) => bigint,
  metered: (unit: string) => bigint,
): Settled {
  const { number = "", plant = "", unit = "" } = row;
  const whole = sentFor(1000n * kwh, losses);
  const C = sum(
    all.filter((one) => one.row.plant === plant).map((one) => sentFor(1000n * one.kwh, one.losses)),
  );
  const D = sum(all.filter((one) => one.row.unit === unit).map((one) => 1000n * one.kwh));
  const [have, used] = [sellable(plant), metered(unit)];
  const quota = C > have ? (whole * have) / C : whole;
  const allowance = D > used ? (1000n * kwh * used) / D : 1000n * kwh;
  // The largest whole n within both, found by halving.
  let [low, high] = [0n, kwh];
  while (low < high) {
    const n = (low + high + 1n) / 2n;
    if (1000n * n <= allowance && sentFor(1000n * n, losses) <= quota) low = n;
    else high = n - 1n;
  }
  const isGeneration = sentFor(1000n * (low + 1n), losses) > quota;
  const limitedBy = low === kwh ? "contract" : isGeneration ? "generation" : "consumption";
  const fen = (text = "0") => (low * thousandths(text) + 5000n) / 10_000n;
  return {
    ...{ number, plant, unit, contractKwh: kwh, settledKwh: low, limitedBy },
    energyFen: fen(row.energy_price),
    environmentFen: fen(row.environment_price),
    landedWh: 1000n * low,
    sentWh: sentFor(1000n * low, losses),
  };
}

function sharesBy(
  side: "plant" | "unit",
  lines: readonly Settled[],
  curve: (asset: string, total: bigint) => bigint[],
): Map<string, bigint[]> {
  const shares = new Map<string, bigint[]>();
  for (const asset of new Set(lines.map((line) => line[side]))) {
    const own = lines.filter((line) => line[side] === asset);
    const amounts = own.map((line) => (side === "plant" ? line.sentWh : line.landedWh));
    const parts = shareOut(amounts, curve(asset, sum(amounts)));
    own.forEach(({ number }, at) => void shares.set(number, parts[at] ?? []));
  }
  return shares;
}

function hourly(curve: readonly bigint[]): bigint[] {
  return Array.from({ length: 24 }, (_, hour) =>
    sum(curve.filter((_wh, t) => Math.floor((t % 96) / 4) === hour)),
  );
}
