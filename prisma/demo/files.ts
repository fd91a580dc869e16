import { readFileSync } from "node:fs";
import { join } from "node:path";
import { completeUscc } from "@/lib/identifiers/uscc";
import { daysOfMonth, formatDay } from "@/lib/units/day";
import { addMonths, daysInMonth, daysSinceEpoch, type Month, yearMonth } from "@/lib/units/interval";
import { type Company, consumers, generators, owners, retailers, units } from "./companies";
import { agreedKwh, firstSent, idleUnits, isSent, resentDay, sentReadings } from "./oddities";
import { mechanismShares, trades } from "./trades";
import { demandShares, type Site, solarShares, thermalShares, windShares } from "./weather";

/** The demonstration market as the files anybody could import (formats.md). */
export interface DemoFiles {
  readonly registrations: readonly { readonly name: RegistrationName; readonly csv: string }[];
  readonly months: readonly DemoMonth[];
}

export type RegistrationName = "participants" | "plants" | "units" | "meters" | "channels";

export interface DemoMonth {
  readonly month: Month;
  readonly contracts: string;
  readonly curves: string;
  readonly mechanism: string;
  /** A file sent before `curves`, all of it refused. */
  readonly refusedCurves?: string;
}

export const firstMonth: Month = "2026-08";
export const monthCount = 3;

interface Plant extends Site {
  readonly name: string;
  readonly type: string;
  readonly capacityMw: number;
  readonly province: string;
  readonly place: string;
}

const facts = join(process.cwd(), "prisma", "demo", "facts");

function rowsOf(name: string): string[][] {
  const lines = readFileSync(join(facts, name), "utf8").split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .slice(1)
    .map((line) => line.split(","));
}

function readPlants(): Plant[] {
  return rowsOf("plants.csv").map(
    ([id = "", name = "", type = "", mw = "", province = "", place = "", lat, lon]) => ({
      id,
      name,
      type,
      capacityMw: Number(mw),
      province,
      place,
      lat: Number(lat),
      lon: Number(lon),
    }),
  );
}

function csv(header: string, rows: readonly (readonly (string | number)[])[]): string {
  return `${[header, ...rows.map((row) => row.join(","))].join("\n")}\n`;
}

export function demoFiles(): DemoFiles {
  const plants = readPlants();
  return {
    registrations: [
      { name: "participants", csv: participantsFile() },
      { name: "plants", csv: plantsFile(plants) },
      {
        name: "units",
        csv: csv(
          "id,owner,name,province",
          [...units, ...idleUnits].map((u) => [u.id, u.owner, u.name, u.province]),
        ),
      },
      { name: "meters", csv: metersFile(plants) },
      { name: "channels", csv: channelsFile() },
    ],
    months: monthFiles(plants),
  };
}

function participantsFile(): string {
  const row = (kind: string, start: number) => (company: Company, at: number) => {
    const organisation = `MA0DE${String(start + at).padStart(3, "0")}`;
    return [
      company.id,
      kind,
      company.name,
      completeUscc(`91${company.division}`, organisation),
      company.province,
    ];
  };
  return csv("id,kind,name,uscc,province", [
    ...generators.map(row("generator", 100)),
    ...retailers.map(row("retailer", 200)),
    ...consumers.map(row("consumer", 300)),
  ]);
}

function plantsFile(plants: readonly Plant[]): string {
  const header = "id,owner,name,type,capacity_kw,province,place,lat,lon,project_code";
  return csv(
    header,
    plants.map((plant) => [
      plant.id,
      owners[plant.province] ?? "",
      plant.name,
      plant.type,
      plant.capacityMw * 1000,
      plant.province,
      plant.place,
      plant.lat,
      plant.lon,
      "",
    ]),
  );
}

/** Large plants are metered on two lines, everybody else on one. */
function plantMeters(plant: Plant): string[] {
  return plant.capacityMw >= 800 ? [`m-${plant.id}-1`, `m-${plant.id}-2`] : [`m-${plant.id}`];
}

function metersFile(plants: readonly Plant[]): string {
  const production = plants.flatMap((plant) =>
    plantMeters(plant).map((meter) => [meter, "production", plant.id]),
  );
  const consumption = [...units, ...idleUnits].map((unit) => [`m-${unit.id}`, "consumption", unit.id]);
  return csv("id,role,of", [...production, ...consumption]);
}

function channelsFile(): string {
  const header = "id,name,from_province,to_province,loss_ppm,capacity_kw";
  const rows = rowsOf("channels.csv").map(([id = "", name = "", from = "", to = "", mw = "", ppm = ""]) => [
    id,
    name,
    from,
    to,
    ppm,
    Number(mw) * 1000,
  ]);
  return csv(header, rows);
}

interface Series {
  readonly meter: string;
  /** kWh with three decimals, by interval over all months. */
  readonly wh: Float64Array;
}

function monthFiles(plants: readonly Plant[]): DemoMonth[] {
  const months = Array.from({ length: monthCount }, (_, at) => addMonths(firstMonth, at));
  const days = months.reduce((sum, month) => sum + daysInMonth(month), 0);
  const production = new Map(plants.map((plant) => [plant.id, plantSeries(plant, days)]));
  const consumption = [...units, ...idleUnits].map((unit) => unitSeries(unit, days));
  const series = [...[...production.values()].flat(), ...consumption].map((one) => asSent(one, months));
  let firstDay = 0;
  return months.map((month, at) => {
    const file: DemoMonth = {
      month,
      contracts: contractsFile(month, at, plants),
      curves: curvesFile(month, firstDay, series),
      mechanism: mechanismFile(month, firstDay, production),
      ...(month === resentDay.month && { refusedCurves: refusedCurvesFile(month, firstDay, series) }),
    };
    firstDay += daysInMonth(month);
    return file;
  });
}

function calendar(): { dayOfYear: number; dayOfWeek: number } {
  const { year, month } = yearMonth(firstMonth);
  const first = daysSinceEpoch(year, month, 1);
  // 1970-01-01 was a Thursday; Monday is 0.
  return { dayOfYear: first - daysSinceEpoch(year, 1, 1) + 1, dayOfWeek: (first + 3) % 7 };
}

function plantSeries(plant: Plant, days: number): Series[] {
  const { dayOfYear } = calendar();
  const shares =
    plant.type === "S3"
      ? thermalShares(plant, dayOfYear, days)
      : plant.type.startsWith("S")
        ? solarShares(plant, dayOfYear, days)
        : windShares(plant, plant.type === "W2", days);
  const meters = plantMeters(plant);
  const whole = shares.map((share) => Math.floor(share * plant.capacityMw * 250_000));
  if (meters.length === 1) return [{ meter: meters[0] ?? "", wh: whole }];
  const first = whole.map((wh) => Math.floor(wh * 0.56));
  return [
    { meter: meters[0] ?? "", wh: first },
    { meter: meters[1] ?? "", wh: whole.map((wh, at) => wh - (first[at] ?? 0)) },
  ];
}

function unitSeries(unit: (typeof units)[number], days: number): Series {
  const shares = demandShares(unit.id, unit.shift, calendar().dayOfWeek, days);
  return { meter: `m-${unit.id}`, wh: shares.map((share) => Math.floor(share * unit.peakKw * 250)) };
}

/** The readings with the market's few oddities, day by day. */
function asSent({ meter, wh }: Series, months: readonly Month[]): Series {
  const sent = wh.slice();
  months.flatMap(daysOfMonth).forEach((day, at) => {
    sent.set(sentReadings(meter, day, wh.subarray(at * 96, (at + 1) * 96)), at * 96);
  });
  return { meter, wh: sent };
}

const curvesHeader = `meter,date,${Array.from({ length: 96 }, (_, at) => `t${String(at + 1).padStart(2, "0")}`).join(",")}`;

function curvesFile(month: Month, firstDay: number, series: readonly Series[]): string {
  const rows = daysOfMonth(month).flatMap((day, at) =>
    series
      .filter(({ meter }) => isSent(meter, day))
      .map(({ meter, wh }) => curveRow(meter, day, dayOf(wh, firstDay + at))),
  );
  return csv(curvesHeader, rows);
}

function refusedCurvesFile(month: Month, firstDay: number, series: readonly Series[]): string {
  const { meter, day } = resentDay;
  const at = firstDay + daysOfMonth(month).indexOf(day);
  const accepted = series.find((one) => one.meter === meter)?.wh ?? new Float64Array();
  return csv(curvesHeader, [curveRow(meter, day, firstSent(dayOf(accepted, at)))]);
}

function dayOf(wh: Float64Array, at: number): Float64Array {
  return wh.slice(at * 96, (at + 1) * 96);
}

function curveRow(meter: string, day: number, wh: Float64Array): string[] {
  return [meter, formatDay(day), ...Array.from(wh, kwhText)];
}

function kwhText(wh: number): string {
  return `${Math.floor(wh / 1000)}.${String(wh % 1000).padStart(3, "0")}`;
}

function mechanismFile(
  month: Month,
  firstDay: number,
  production: ReadonlyMap<string, readonly Series[]>,
): string {
  const from = firstDay * 96;
  const to = from + daysInMonth(month) * 96;
  const rows = Object.entries(mechanismShares).map(([plant, share]) => {
    let wh = 0;
    for (const one of production.get(plant) ?? [])
      for (const reading of one.wh.subarray(from, to)) wh += reading;
    return [plant, month, kwhText(Math.floor(wh * share))];
  });
  return csv("plant,month,kwh", rows);
}

/** kWh per MWh agreed, by month. */
const swing = [1000, 985, 1020];

/** Amounts swing with the season by a few percent; prices are round figures of 2026's order. */
function contractsFile(month: Month, at: number, plants: readonly Plant[]): string {
  const province = new Map<string, string>([
    ...plants.map((plant) => [plant.id, plant.province] as const),
    ...units.map((unit) => [unit.id, unit.province] as const),
  ]);
  const header =
    "number,plant,unit,via,month,quantity_kwh,energy_price,environment_price,mode,term,scope,channels";
  const rows = trades.map((trade, index) => {
    const within = province.get(trade.plant) === province.get(trade.unit);
    return [
      contractNumber(month, index),
      trade.plant,
      trade.unit,
      trade.via ?? "",
      month,
      agreedKwh(trade, month, Math.round(trade.mwh * (swing[at % swing.length] ?? 1000))),
      `${280 + ((index * 13) % 90)}.000`,
      `${6 + (index % 7)}.500`,
      trade.mode ?? "bilateral",
      trade.term ?? "yearly",
      within ? "within" : "inter-provincial",
      trade.channels ?? "",
    ];
  });
  return csv(header, rows);
}

function contractNumber(month: Month, index: number): string {
  const serial = String(index + 1).padStart(3, "0");
  return `演示-绿电-${month.replace("-", "")}-${serial}`;
}
