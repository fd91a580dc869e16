/**
 * Random curve files and what formats.md wants said of them, in the plainest way: every rule is looked up again for
 * every line, nothing is shared with the importer. Used by tests only.
 */
import { csvField } from "@/lib/jobs/csv/forms";

export interface OracleMeter {
  readonly id: string;
  readonly code: string;
  readonly plant?: { readonly type: string; readonly capacityKw: number };
}

export type Random = () => number;

/** Mulberry32: a seed gives the same file on every machine. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new RangeError("nothing to pick from");
  return value;
}

export interface CurveFile {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** As it lies on disk. */
  readonly text: string;
}

const BAD_KWH = ["", "-1", "-0.25", "abc", "1.2345", "1.0000", "1e3", "+1", " 1", "1,5", "１", ".5", "5."];
const BAD_START = [
  "",
  "2026-02-30T00:00:00+08:00",
  "2026-02-03",
  "2026-02-03T01:00:00",
  "2026-02-03T01:07:00+08:00",
];
const T = Array.from({ length: 96 }, (_, i) => `t${i < 9 ? "0" : ""}${i + 1}`);

/** Some meters, some days around the end of a month, faults here and there. */
export function randomCurveFile(random: Random, meters: readonly OracleMeter[], wide: boolean): CurveFile {
  const rows: string[][] = [];
  const faulty = random() < 0.8 ? 0.15 : 0;
  for (const day of ["2026-02-27", "2026-02-28", "2026-03-01"]) {
    for (const meter of meters) {
      if (random() < 0.2) continue;
      const readings = Array.from({ length: 96 }, (_, slot) => kwhFor(random, meter, slot));
      const dayRows = wide
        ? [[meter.id, day, ...readings]]
        : readings.map((kwh, slot) => [meter.id, startOf(random, day, slot), kwh]);
      rows.push(...(random() < faulty * 3 ? spoil(random, dayRows) : dayRows));
    }
  }
  const header = wide ? ["meter", "date", ...T] : ["meter", "start", "kwh"];
  const mixed = random() < 0.5 ? shuffled(random, rows) : rows;
  return { header, rows: mixed, text: onDisk(random, [header, ...mixed]) };
}

function kwhFor(random: Random, meter: OracleMeter, slot: number): string {
  const dark = slot < 8 || slot >= 92;
  if (meter.plant?.type.startsWith("S") && dark && random() < 0.999) return "0";
  const most = meter.plant ? meter.plant.capacityKw * 0.25 : 400;
  const wh = Math.floor(random() * most * 1000 * (random() < 0.0005 ? 1.5 : 1));
  const kwh = (wh / 1000).toFixed(3);
  return random() < 0.3 ? kwh.replace(/\.?0+$/, "") : kwh;
}

/** The quarter-hour written with one of several offsets. */
function startOf(random: Random, day: string, slot: number): string {
  const utc = Date.parse(`${day}T00:00:00+08:00`) + slot * 900_000;
  const [offset, name] = pick(random, [
    [480, "+08:00"],
    [0, "Z"],
    [-210, "-03:30"],
    [345, "+05:45"],
  ] as const);
  const local = new Date(utc + offset * 60_000).toISOString();
  return `${local.slice(0, pick(random, [16, 19]))}${name}`;
}

function spoil(random: Random, rows: string[][]): string[][] {
  const spoiled = rows.map((row) => [...row]);
  const at = Math.floor(random() * spoiled.length);
  const row = spoiled[at] ?? [];
  const column = 2 + Math.floor(random() * (row.length - 2));
  switch (Math.floor(random() * 7)) {
    case 0:
      row[column] = pick(random, BAD_KWH);
      return spoiled;
    case 1:
      row[1] = pick(random, BAD_START);
      return spoiled;
    case 2:
      row[0] = pick(random, ["nobody", ""]);
      return spoiled;
    case 3:
      return [...spoiled, [...row]];
    case 4:
      return spoiled.filter((_, index) => index !== at);
    case 5:
      row.push("more");
      return spoiled;
    default:
      row[column] = "999999999";
      return spoiled;
  }
}

export function shuffled<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

export function onDisk(random: Random, rows: readonly (readonly string[])[]): string {
  const ending = pick(random, ["\n", "\r\n"]);
  const quoteAll = random() < 0.2;
  const lines = rows.map((row) =>
    row.map((field) => (quoteAll ? `"${field.replaceAll('"', '""')}"` : csvField(field))).join(","),
  );
  return (random() < 0.3 ? "\uFEFF" : "") + lines.join(ending) + (random() < 0.5 ? ending : "");
}

export interface OracleAnswer {
  readonly accepted: number;
  readonly refused: readonly string[];
  readonly zeroed: number;
  readonly totalWh: number;
}

interface Looked {
  readonly line: number;
  readonly day: string;
  readonly slots: readonly number[];
  readonly wh: readonly number[];
  readonly flaws: string[];
  readonly zeroed: number;
}

/** What `import curves` must answer; refusals as `line|field|code`. `anchored` holds `<meter id>/<day>`. */
export function expectedAnswer(
  file: CurveFile,
  meters: readonly OracleMeter[],
  zero: boolean,
  anchored: ReadonlySet<string>,
): OracleAnswer {
  const wide = file.header.length > 3;
  const time = wide ? "date" : "start";
  const looked = file.rows.map((row, at) => look(row, at + 2, wide, meters, zero));
  const whole = new Set<string>();
  let missing = 0;
  for (const key of new Set(looked.map(({ day }) => day).filter((day) => day !== ""))) {
    const lines = looked.filter(({ day }) => day === key);
    const seen = new Set<number>();
    for (const line of lines) {
      if (line.slots.some((slot) => seen.has(slot))) flaw(line.flaws, line.line, time, "duplicate");
      for (const slot of line.slots) seen.add(slot);
    }
    if (anchored.has(key)) {
      for (const line of lines) flaw(line.flaws, line.line, time, "duplicate");
    } else if (lines.some(({ flaws }) => flaws.length > 0) || (seen.size < 96 && !zero)) {
      for (const line of lines)
        if (line.flaws.length === 0) flaw(line.flaws, line.line, time, "day-incomplete");
    } else {
      whole.add(key);
      missing += 96 - seen.size;
    }
  }
  const good = looked.filter(({ day }) => whole.has(day));
  return {
    accepted: good.length,
    refused: looked.flatMap(({ flaws }) => flaws),
    zeroed: missing + good.reduce((sum, { zeroed }) => sum + zeroed, 0),
    totalWh: good.reduce((sum, { wh }) => sum + wh.reduce((a, b) => a + b, 0), 0),
  };
}

function look(
  row: readonly string[],
  line: number,
  wide: boolean,
  meters: readonly OracleMeter[],
  zero: boolean,
): Looked {
  const flaws: string[] = [];
  if (row.length !== (wide ? 98 : 3)) {
    return { line, day: "", slots: [], wh: [], flaws: [`${line}||columns`], zeroed: 0 };
  }
  const meter = meters.find(({ id }) => id === row[0]);
  if (meter === undefined) flaw(flaws, line, "meter", row[0] === "" ? "empty" : "unknown");
  const moment = wide ? momentOf(row[1] === "" ? "" : `${row[1]}T00:00:00+08:00`) : momentOf(row[1] ?? "");
  if (typeof moment === "string") flaw(flaws, line, wide ? "date" : "start", moment);
  const slot = typeof moment === "string" ? undefined : moment.slot;
  if (slot === -1) flaw(flaws, line, "start", "grid-time");
  let zeroed = 0;
  const wh = row.slice(2).map((text, at) => {
    const code = readingFlaw(text, meter, wide ? at : slot === undefined || slot < 0 ? 48 : slot);
    if (code === "") return Math.round(Number(text) * 1000);
    if (zero) zeroed++;
    else flaw(flaws, line, wide ? (T[at] ?? "") : "kwh", code);
    return 0;
  });
  const day = meter === undefined || typeof moment === "string" ? "" : `${meter.id}/${moment.day}`;
  const slots = day === "" || slot === -1 ? [] : wide ? T.map((_, at) => at) : [slot ?? 0];
  return { line, day, slots, wh, flaws, zeroed };
}

function flaw(flaws: string[], line: number, field: string, code: string): void {
  if (!flaws.some((known) => known.split("|")[1] === field)) flaws.push(`${line}|${field}|${code}`);
}

function momentOf(text: string): { day: string; slot: number } | "empty" | "date" {
  if (text === "") return "empty";
  const shape = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const time = Date.parse(text);
  if (!shape || Number.isNaN(time)) return "date";
  // Date.parse lets 30 February through as 2 March.
  if (new Date(`${shape[1]}T00:00:00Z`).toISOString().slice(0, 10) !== shape[1]) return "date";
  const local = new Date(time + 8 * 3_600_000).toISOString();
  const seconds =
    Number(local.slice(11, 13)) * 3600 + Number(local.slice(14, 16)) * 60 + Number(local.slice(17, 19));
  return { day: local.slice(0, 10), slot: seconds % 900 === 0 ? seconds / 900 : -1 };
}

function readingFlaw(text: string, meter: OracleMeter | undefined, slot: number): string {
  if (text === "") return "empty";
  if (/^-\d+(\.\d+)?$/.test(text)) return "negative";
  if (/^\d+\.\d{4,}$/.test(text)) return "decimals";
  if (!/^\d+(\.\d{1,3})?$/.test(text)) return "number";
  const wh = Math.round(Number(text) * 1000);
  if (meter?.plant && wh > meter.plant.capacityKw * 250) return "above-capacity";
  const dark = slot < 8 || slot > 91;
  return meter?.plant && ["S1", "S2"].includes(meter.plant.type) && dark && wh > 0 ? "night" : "";
}
