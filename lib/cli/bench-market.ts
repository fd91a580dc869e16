/** The bench's market as files: plants and units of one meter each, a year of readings, yearly deals by month. */
import { completeUscc } from "@/lib/identifiers/uscc";
import type { ImportName } from "@/lib/jobs/import/import-file";
import { daysOfMonth, formatDay } from "@/lib/units/day";
import { addMonths, type Month } from "@/lib/units/interval";

export interface BenchSize {
  readonly plants: number;
  readonly units: number;
  /** Of each unit in each contracted month, with as many plants. */
  readonly contractsPerUnit: number;
}

export interface BenchFile {
  readonly name: ImportName;
  readonly csv: string;
}

/** The year whose readings are imported. */
export const FIRST_MONTH: Month = "2025-01";
const CAPACITY_KW = 50_000;
const MEAN_KWH = 6_000;

export function registrationFiles({ plants, units }: BenchSize): BenchFile[] {
  const [generators, consumers] = [range(plants), range(units)];
  const where = (at: number) => ["63", "632521", "36.180000", `${100 + (at % 20)}.580000`];
  return [
    file("participants", "id,kind,name,uscc,province", [
      ...generators.map((at) => [`G${at}`, "generator", `发电 ${at}`, uscc(at), "63"]),
      ...consumers.map((at) => [`C${at}`, "consumer", `用户 ${at}`, uscc(plants + at), "41"]),
    ]),
    file(
      "plants",
      "id,owner,name,type,capacity_kw,province,place,lat,lon,project_code",
      generators.map((at) => [`P${at}`, `G${at}`, `风电场 ${at}`, "W1", CAPACITY_KW, ...where(at), ""]),
    ),
    file(
      "units",
      "id,owner,name,province",
      consumers.map((at) => [`U${at}`, `C${at}`, `单元 ${at}`, "41"]),
    ),
    file("meters", "id,role,of", [
      ...generators.map((at) => [`MP${at}`, "production", `P${at}`]),
      ...consumers.map((at) => [`MU${at}`, "consumption", `U${at}`]),
    ]),
    file("channels", "id,name,from_province,to_province,loss_ppm,capacity_kw", [
      ["QINGYU", "青豫直流", "63", "41", 60_000, 8_000_000],
    ]),
  ];
}

/** One reading a line, `meter,start,kwh`, meter by meter within a day: 35,040 lines a meter. */
export function yearOfCurves({ plants, units }: BenchSize): string {
  const random = quick(7);
  const meters = [...range(plants).map((at) => `MP${at}`), ...range(units).map((at) => `MU${at}`)];
  const starts = range(96).map((t) => `T${two(Math.floor(t / 4))}:${two(15 * (t % 4))}:00+08:00`);
  const lines = ["meter,start,kwh"];
  for (const month of range(12).map((at) => addMonths(FIRST_MONTH, at))) {
    for (const day of daysOfMonth(month)) {
      const date = formatDay(day);
      for (const meter of meters) {
        for (const start of starts) {
          lines.push(`${meter},${date}${start},${(MEAN_KWH * 2 * random()).toFixed(3)}`);
        }
      }
    }
  }
  return `${lines.join("\n")}\n`;
}

/** A month's contracts, together a little more than is generated: both sides bind here and there. */
export function contractsOf(month: Month, { plants, units, contractsPerUnit }: BenchSize): BenchFile {
  const monthKwh = 96 * daysOfMonth(month).length * MEAN_KWH;
  const header =
    "number,plant,unit,via,month,quantity_kwh,energy_price,environment_price,mode,term,scope,channels";
  const rows = range(units).flatMap((unit) =>
    range(contractsPerUnit).map((k) => [
      `K-${month}-${unit}-${k}`,
      ...[`P${(unit + k) % plants}`, `U${unit}`, "", month, Math.floor(monthKwh / contractsPerUnit)],
      ...["285.000", "32.500", "bilateral", "yearly", "inter-provincial", "QINGYU"],
    ]),
  );
  return file("contracts", header, rows);
}

function file(name: ImportName, header: string, rows: readonly (readonly (string | number)[])[]): BenchFile {
  return { name, csv: `${[header, ...rows.map((row) => row.join(","))].join("\n")}\n` };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function uscc(at: number): string {
  return completeUscc("91110000", String(20_000_000 + at));
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** From 0 to below 1, the same for the same seed; its quality does not matter here, its speed does. */
function quick(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
