import "server-only";
import {
  arrivingFrom,
  coincidentWith,
  type MatchedLine,
  type MatchedUnit,
  shiftedUse,
  worstMatched,
} from "@/lib/accounting/better-match";
import {
  curvesOf,
  type HourSums,
  hourSums,
  type Match,
  type MatchCurves,
  meanDay,
  sumOf,
} from "@/lib/accounting/hours";
import { type SunHours, sunOf } from "@/lib/accounting/sun";
import { province } from "@/lib/identifiers/provinces";
import type { OwnMonth, OwnMonthMark, OwnScope } from "@/lib/store/queries/dashboard";
import { ownReadings, ownSegments, plantsWithUnsold, unsoldCurve } from "@/lib/store/queries/dashboard-hours";
import type { Directory } from "@/lib/store/queries/directory";
import { ownDigest } from "@/lib/store/queries/own-digest";
import type { Segments } from "@/lib/tracing/segments";
import type { Month } from "@/lib/units/interval";
import { amountFen } from "@/lib/units/money";
import { store } from "../market";
import { Remembered } from "../remembered";
import { directory, monthOf, scopeOf } from "./own";

/** The hours of a finished month: for a user by when it used, for a seller by when it generated. */
export interface MonthHours {
  readonly month: Month;
  readonly sums: HourSums;
  readonly mean: MeanDays;
  readonly sun: readonly SunHours[];
  readonly options: readonly BetterOption[];
}

/** kW by quarter of a day, the mean over the month's days. */
export interface MeanDays {
  readonly arriving: readonly number[];
  readonly used: readonly number[];
  readonly matched: readonly number[];
}

/** One way to match better, and what it costs. Energy Wh. */
export interface BetterOption {
  readonly id: "now" | "swap" | "shift" | "both";
  readonly coincidentWh: number;
  readonly landedWh: number;
  /** The contract looked at, the other plant, the unit whose evening is moved. */
  readonly contract?: string;
  readonly fromPlant?: string;
  readonly toPlant?: string;
  readonly toType?: string;
  readonly unit?: string;
  readonly kwh?: number;
  readonly movedWh?: number;
  /** 分 more a month; `assumed` where no own contract says what the other plant's type costs. */
  readonly costFen?: number;
  readonly assumed?: boolean;
  /** From another province one has no contract with: reckoned without the losses of a way nobody has agreed on. */
  readonly lossless?: boolean;
}

const kept = new Remembered<MonthHours>("own-hours", 200, 1);
const LEFT_PLANTS = 6;
const SHIFT_TENTHS = 3;

/** Undefined before the month is finished. */
export async function monthHours(participant: string, mark: OwnMonthMark): Promise<MonthHours | undefined> {
  if (mark.stage !== "finished") return undefined;
  const scope = await scopeOf(participant);
  const key = [participant, scope.units.length, scope.plants.length, mark.month, mark.version].join("/");
  return kept.get(key, () => readHours(participant, scope, mark));
}

async function readHours(participant: string, scope: OwnScope, mark: OwnMonthMark): Promise<MonthHours> {
  const { month, version } = mark;
  const [db, own, names] = [await store(), await monthOf(participant, mark), await directory()];
  const segments = await ownSegments(db, scope, month, version);
  const curves = curvesOf(month, segments.values());
  const isUser = scope.side === "consumption";
  const mean = {
    arriving: meanDay(curves.arriving),
    used: meanDay(curves.used),
    matched: meanDay(curves.coincident),
  };
  return {
    month,
    sums: hourSums(isUser ? curves.used : curves.arriving, curves.coincident),
    mean,
    sun: sunOf(month, ...placeOf(scope, own, names)),
    options: isUser ? await optionsOf(scope, own, names, segments) : [],
  };
}

/** Where the energy is used, or generated: of the first unit or plant there is. */
function placeOf({ units, plants }: OwnScope, own: OwnMonth, names: Directory): [lat: number, lon: number] {
  const unit =
    units.find(({ code }) => own.contracts.some(({ contract }) => contract.unit === code)) ?? units[0];
  const code = unit?.province ?? names.plants.get(plants[0] ?? "")?.province ?? "41";
  const cell = province(code)?.cell;
  return [cell?.lat ?? 35, cell?.lon ?? 110];
}

/** What would have matched better, computed over the month's real curves. */
async function optionsOf(
  scope: OwnScope,
  own: OwnMonth,
  names: Directory,
  segments: ReadonlyMap<string, Segments>,
): Promise<BetterOption[]> {
  const units = await matchedUnits(scope, own, segments);
  const lines = units.flatMap((unit) => unit.lines);
  const landedWh = lines.reduce((sum, line) => sum + line.landedWh, 0);
  if (landedWh === 0) return [];
  const now = coincidentWith(units, {});
  const options: BetterOption[] = [{ id: "now", coincidentWh: now, landedWh }];
  const swap = await bestSwap(own, names, units);
  if (swap !== undefined) options.push({ ...swap.option, landedWh });
  const shift = bestShift(units);
  if (shift !== undefined) options.push({ ...shift.option, landedWh });
  if (swap === undefined || shift === undefined) return options;
  const coincidentWh = coincidentWith(units, { arriving: swap.arriving, readings: shift.readings });
  return [...options, { ...shift.option, ...swap.option, id: "both", coincidentWh, landedWh }];
}

async function matchedUnits(
  scope: OwnScope,
  own: OwnMonth,
  segments: ReadonlyMap<string, Segments>,
): Promise<MatchedUnit[]> {
  const readings = await ownReadings(await store(), scope, own.month);
  return scope.units.flatMap(({ code }) => {
    const mine = own.contracts.filter(({ contract, line }) => contract.unit === code && line !== undefined);
    const curve = readings.get(code);
    if (mine.length === 0 || curve === undefined) return [];
    const lines = mine.map(({ contract, line }): MatchedLine => {
      const found = segments.get(contract.code);
      const curves: MatchCurves = curvesOf(own.month, found === undefined ? [] : [found]);
      return {
        contract: contract.code,
        unit: code,
        landedWh: line?.landedWh ?? 0,
        arriving: curves.arriving,
        used: curves.used,
      };
    });
    return [{ unit: code, consumedWh: sumOf(curve), readings: curve, lines }];
  });
}

interface Swap {
  readonly option: Omit<BetterOption, "landedWh">;
  readonly arriving: ReadonlyMap<string, Float64Array>;
}

/** The worst-matched contract from a plant of another type that had enough left, inside the unit's province. */
async function bestSwap(
  own: OwnMonth,
  names: Directory,
  units: readonly MatchedUnit[],
): Promise<Swap | undefined> {
  const worst = worstMatched(units.flatMap(({ lines }) => lines));
  const contract = own.contracts.find(({ contract: { code } }) => code === worst?.contract)?.contract;
  if (worst === undefined || contract === undefined) return undefined;
  const db = await store();
  const typeNow = names.plants.get(contract.plant)?.type ?? "";
  const left = await plantsWithUnsold(db, own.month, own.version, worst.landedWh);
  const near = (plant: string) =>
    own.contracts.some((one) => one.contract.plant === plant) ||
    names.plants.get(plant)?.province === names.units.get(contract.unit)?.province;
  const unlike = left.filter(({ plant }) => (names.plants.get(plant)?.type ?? "")[0] !== typeNow[0]);
  // The nearer ones first: for them the way and its losses are known.
  const other = [
    ...unlike.filter(({ plant }) => near(plant)),
    ...unlike.filter(({ plant }) => !near(plant)),
  ].slice(0, LEFT_PLANTS);
  let best: Swap | undefined;
  for (const { plant } of other) {
    const unsold = await unsoldCurve(db, plant, own.month, own.version);
    const arriving = unsold && arrivingFrom(worst.landedWh, pathFrom(plant, own, names), unsold);
    if (arriving === undefined) continue;
    const changed = new Map([[worst.contract, arriving]]);
    const coincidentWh = coincidentWith(units, { arriving: changed });
    if (coincidentWh <= (best?.option.coincidentWh ?? 0)) continue;
    const kwh = worst.landedWh / 1000;
    const price = priceOfType(own, names, plant);
    const newPrice = price ?? contract.environmentPrice;
    const option = {
      ...({ id: "swap", coincidentWh, contract: contract.number, kwh } as const),
      ...{
        fromPlant: names.plants.get(contract.plant)?.name ?? "",
        toPlant: names.plants.get(plant)?.name ?? "",
      },
      toType: names.plants.get(plant)?.type ?? "",
      costFen: Number(amountFen(kwh, newPrice) - amountFen(kwh, contract.environmentPrice)),
      assumed: price === undefined,
      lossless: !near(plant),
    };
    best = { option, arriving: changed };
  }
  const now = coincidentWith(units, {});
  return best !== undefined && best.option.coincidentWh > now ? best : undefined;
}

/** The way one's own contracts with this plant take; without one, no loss is reckoned with, and the page says so. */
function pathFrom(plant: string, own: OwnMonth, names: Directory) {
  const known = own.contracts.find(({ contract }) => contract.plant === plant)?.contract.path ?? [];
  return known.map((channel) => ({ lossPpm: names.channels.get(channel)?.lossPpm ?? 0 }));
}

/** What one pays for environmental value from plants of this kind, 0.001 元/MWh: the mean of one's own contracts. */
function priceOfType(own: OwnMonth, names: Directory, plant: string): number | undefined {
  const type = names.plants.get(plant)?.type;
  const alike = own.contracts.filter(({ contract }) => names.plants.get(contract.plant)?.type === type);
  if (alike.length === 0) return undefined;
  const sum = alike.reduce((all, { contract }) => all + contract.environmentPrice, 0);
  return Math.round(sum / alike.length);
}

interface Shift {
  readonly option: Omit<BetterOption, "landedWh">;
  readonly readings: ReadonlyMap<string, Float64Array>;
}

/** Three tenths of one unit's evening at midday: of the unit where it helps most. */
function bestShift(units: readonly MatchedUnit[]): Shift | undefined {
  let best: Shift | undefined;
  for (const { unit, readings } of units) {
    const shifted = shiftedUse(readings, SHIFT_TENTHS);
    const changed = new Map([[unit, shifted.readings]]);
    const coincidentWh = coincidentWith(units, { readings: changed });
    if (coincidentWh <= (best?.option.coincidentWh ?? coincidentWith(units, {}))) continue;
    best = {
      option: { id: "shift", coincidentWh, unit, movedWh: shifted.movedWh, costFen: 0 },
      readings: changed,
    };
  }
  return best;
}

/** A month's 24 hours, for the map of hours and months. */
export interface MonthColumn {
  readonly month: Month;
  readonly byHour: readonly Match[];
  readonly total: Match;
}

/** The finished months among these, one column each; each is reckoned once and kept. */
export async function monthColumns(
  participant: string,
  months: readonly OwnMonthMark[],
): Promise<MonthColumn[]> {
  const [db, scope] = [await store(), await scopeOf(participant)];
  const finished = months.filter(({ stage }) => stage === "finished");
  return Promise.all(
    finished.map((mark) => ownDigest(db, scope, mark, "hours", () => columnOf(participant, mark))),
  );
}

async function columnOf(participant: string, mark: OwnMonthMark): Promise<MonthColumn> {
  const hours = await monthHours(participant, mark);
  if (hours === undefined) throw new Error(`${mark.month} is not finished`);
  return { month: mark.month, byHour: hours.sums.byHour, total: hours.sums.total };
}
