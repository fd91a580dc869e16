import "server-only";
import { type Emissions, emissionsOf } from "@/lib/accounting/emissions";
import type { Viewer } from "@/lib/auth/viewer";
import { compareText } from "@/lib/crypto/bytes";
import type { UnitRow } from "@/lib/market/state";
import { ownConsumption } from "@/lib/store/queries/dashboard";
import { type HoldingRow, holdingCodes, readHoldings } from "@/lib/store/queries/holdings";
import type { Month } from "@/lib/units/interval";
import { monthsOf, scopeOf } from "./dashboard/own";
import { everything, holderOf } from "./holdings";
import { store } from "./market";

/** What a statement is asked for; both months are in it. */
export interface StatementWish {
  readonly from: Month;
  readonly to: Month;
  /** Trace codes; all of one's own where it is empty. */
  readonly units: readonly string[];
}

/** What one used in a year, what of it is certified green power, and the emissions both ways. */
export interface StatementYear {
  readonly year: number;
  readonly units: readonly {
    readonly unit: UnitRow;
    readonly consumedWh: number;
    readonly settledWh: number;
  }[];
  readonly emissions: Emissions;
}

export interface StatementFigures {
  readonly wish: StatementWish;
  readonly units: readonly UnitRow[];
  readonly months: readonly Month[];
  readonly years: readonly StatementYear[];
  /** The valid ones count; the others are listed and left out. */
  readonly certificates: readonly HoldingRow[];
  readonly leftOut: readonly HoldingRow[];
  /** Months of a unit whose meters are not all closed: their consumption is in no sum. */
  readonly missing: readonly { readonly unit: UnitRow; readonly month: Month }[];
}

/** The months one has contracts in, and the units one may choose from. */
export async function statementChoices({ participant }: Viewer) {
  const [months, { units }] = await Promise.all([monthsOf(participant), holderOf(participant)]);
  return { months: months.filter(({ stage }) => stage === "finished").map(({ month }) => month), units };
}

export async function statementFigures(
  person: Viewer,
  wish: StatementWish,
): Promise<StatementFigures | undefined> {
  const { participant } = person;
  const { units: own } = await holderOf(participant);
  const units = own.filter(({ code }) => wish.units.length === 0 || wish.units.includes(code));
  const marks = (await monthsOf(participant)).filter(
    ({ month, stage }) => stage === "finished" && month >= wish.from && month <= wish.to,
  );
  if (units.length === 0 || marks.length === 0) return undefined;
  const certificates = await certificatesOf(units, wish);
  const isValid = ({ certificate }: HoldingRow) => certificate.status === "valid";
  const valid = certificates.filter(isValid);
  const [db, scope] = [await store(), await scopeOf(participant)];
  const used = new Map<string, number | undefined>();
  for (const mark of marks) {
    const consumedWh = await ownConsumption(db, scope, mark.month);
    for (const { code } of units) used.set(`${mark.month}/${code}`, consumedWh.get(code));
  }
  const months = marks.map(({ month }) => month);
  return {
    wish,
    units,
    months,
    years: yearsOf(units, months, used, valid),
    certificates: valid,
    leftOut: certificates.filter((row) => !isValid(row)),
    missing: months.flatMap((month) =>
      units.flatMap((unit) => (used.get(`${month}/${unit.code}`) === undefined ? [{ unit, month }] : [])),
    ),
  };
}

const atOnce = 500;

/** Every one of the period, however many: a statement that left some out would be a false one. */
async function certificatesOf(units: readonly UnitRow[], { from, to }: StatementWish): Promise<HoldingRow[]> {
  const db = await store();
  const order = { by: "month", descending: false } as const;
  const codes = await holdingCodes(db, units, { from, to }, order, everything);
  const rows: HoldingRow[] = [];
  for (let at = 0; at < codes.length; at += atOnce)
    rows.push(...(await readHoldings(db, units, codes.slice(at, at + atOnce))));
  if (rows.length !== codes.length) throw new Error(`${codes.length} certificates, ${rows.length} read`);
  return rows;
}

function yearsOf(
  units: readonly UnitRow[],
  months: readonly Month[],
  used: ReadonlyMap<string, number | undefined>,
  valid: readonly HoldingRow[],
): StatementYear[] {
  const settledWh = new Map<string, number>();
  for (const { certificate, settledKwh } of valid) {
    const key = `${certificate.month}/${certificate.unit}`;
    settledWh.set(key, (settledWh.get(key) ?? 0) + settledKwh * 1000);
  }
  const years = [...new Set(months.map((month) => Number(month.slice(0, 4))))].sort((a, b) => a - b);
  return years.map((year) => {
    const mine = months.filter((month) => month.startsWith(`${year}-`)).sort(compareText);
    const rows = units.map((unit) => {
      const added = (wh: ReadonlyMap<string, number | undefined>) =>
        mine.reduce((sum, month) => sum + (wh.get(`${month}/${unit.code}`) ?? 0), 0);
      return { unit, consumedWh: added(used), settledWh: added(settledWh) };
    });
    const uses = rows.map(({ unit, consumedWh, settledWh }) => {
      return { unit: unit.code, province: unit.province, consumedWh, settledWh, linkedWh: 0 };
    });
    return { year, units: rows, emissions: emissionsOf(uses, year) };
  });
}
