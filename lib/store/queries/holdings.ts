import { createHash } from "node:crypto";
import { compareText } from "@/lib/crypto/bytes";
import type { CertificateRow, ContractRow, DisclosureLevel, LineRow, UnitRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, contractTable, lineTable, unitTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { certifiedOf } from "./certified-months";
import { KeptMonths } from "./kept-months";
import { newestOf } from "./newest-entries";
import { ledgerRows } from "./row-batches";
import { somebody } from "./somebody";

// The certificates of one holder. Names, units and quantities are sealed: SQL sees public columns and blind indexes
// only, and a page's rows are opened once they are chosen.

/** What a list is narrowed to; every field may be left out. Plants and units by trace code. */
export interface HoldingsWish {
  readonly from?: Month;
  readonly to?: Month;
  readonly unit?: string;
  readonly plant?: string;
  readonly status?: CertificateRow["status"];
  /** All but the valid ones. */
  readonly troubled?: boolean;
  readonly level?: DisclosureLevel;
  /** The certificates named; an empty list names none. */
  readonly codes?: readonly string[];
  /** What was typed: the end of a code, or units and plants it names. */
  readonly sought?: HoldingsSought;
}

export interface HoldingsSought {
  /** Part of a code, upper case; "" where the text cannot be one. */
  readonly code: string;
  readonly units: readonly string[];
  readonly plants: readonly string[];
}

export const holdingSorts = ["month", "code", "unit", "status", "level"] as const;
export type HoldingSort = (typeof holdingSorts)[number];

export interface HoldingsOrder {
  readonly by: HoldingSort;
  readonly descending: boolean;
}

export interface HoldingRow {
  readonly certificate: CertificateRow;
  readonly settledKwh: number;
  /** The plants whose energy it certifies, largest share first. */
  readonly plants: readonly { readonly plant: string; readonly settledKwh: number }[];
}

/** One's own consumption units, opened, by name. */
export async function unitsOf(store: Store, participant: string): Promise<UnitRow[]> {
  const ownerIndex = store.vault.blind("unit.owner", somebody(participant));
  const rows = await store.prisma.unit.findMany({ where: { ownerIndex } });
  return rows
    .map((row) => openState<UnitRow>(store, unitTable, row))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.code, b.code));
}

const blinded = new WeakMap<readonly UnitRow[], readonly Uint8Array[]>();

/** Blind indexes of units, made once for a list of them: a holder of thousands asks at every press. */
function blindUnits(store: Store, units: readonly UnitRow[]): readonly Uint8Array[] {
  const known = blinded.get(units) ?? units.map(({ code }) => store.vault.blind("unit", code));
  blinded.set(units, known);
  return known;
}

interface Clause {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** `units` are the holder's own: no row of anybody else's can be named by any wish. */
function clauseOf(store: Store, units: readonly UnitRow[], wish: HoldingsWish): Clause {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const own = wish.unit === undefined ? units : units.filter(({ code }) => code === wish.unit);
  const parts = [`c.unit_index = ANY(${put(blindUnits(store, own))}::bytea[])`];
  const sold = (plants: readonly string[]): string =>
    `(c.unit_index, c.month) IN (SELECT k.unit_index, k.month FROM contract k
      WHERE k.plant = ANY(${put(plants)}::text[]))`;
  if (wish.from !== undefined) parts.push(`c.month >= ${put(wish.from)}`);
  if (wish.to !== undefined) parts.push(`c.month <= ${put(wish.to)}`);
  if (wish.status !== undefined) parts.push(`c.status = ${put(wish.status)}`);
  if (wish.troubled) parts.push(`c.status <> ${put("valid")}`);
  if (wish.level !== undefined) parts.push(`c.level = ${put(wish.level)}`);
  if (wish.codes !== undefined) parts.push(`c.code = ANY(${put(wish.codes)}::text[])`);
  if (wish.plant !== undefined) parts.push(sold([wish.plant]));
  if (wish.sought !== undefined) {
    const { code, units: named, plants } = wish.sought;
    const blind = named.map((one) => store.vault.blind("unit", one));
    const either = [`c.unit_index = ANY(${put(blind)}::bytea[])`];
    if (code !== "") either.push(`c.code LIKE ${put(`%${code}%`)}`);
    if (plants.length > 0) either.push(sold(plants));
    parts.push(`(${either.join(" OR ")})`);
  }
  return { text: parts.join(" AND "), values };
}

const counts = new KeptMonths<number>("holding-counts", 500);

/** How many certificates a wish names. Counted once while no certificate or contract is entered. */
export async function countHoldings(
  store: Store,
  units: readonly UnitRow[],
  wish: HoldingsWish,
): Promise<number> {
  const clause = clauseOf(store, units, wish);
  const at = await newestOf(store, "certificate.", "contract.");
  return counts.get(store, `${at}/${keyOf(clause)}`, async () => {
    const { rows } = await store.pool.query<{ n: string }>(
      `SELECT count(*) AS n FROM certificate c WHERE ${clause.text}`,
      [...clause.values],
    );
    return Number(rows[0]?.n ?? 0);
  });
}

function keyOf({ text, values }: Clause): string {
  const hash = createHash("sha256").update(text);
  for (const value of values.flat())
    hash.update("\0").update(value instanceof Uint8Array ? value : String(value));
  return hash.digest("hex");
}

/** Which part of a list: with `total` known, one near the end is read from there. */
export interface HoldingsPart {
  readonly skip: number;
  readonly take: number;
  readonly total?: number;
}

/** The codes of a wish in their order, from `skip` on. */
export async function holdingCodes(
  store: Store,
  units: readonly UnitRow[],
  wish: HoldingsWish,
  order: HoldingsOrder,
  part: HoldingsPart,
): Promise<string[]> {
  const { text, values } = clauseOf(store, units, wish);
  const { skip, take, reversed } = nearerEnd(part);
  const given = [...values];
  const { from, by } = orderText(store, units, order, reversed, given);
  const { rows } = await store.pool.query<{ code: string }>(
    `SELECT c.code FROM certificate c ${from} WHERE ${text} ORDER BY ${by} OFFSET ${skip} LIMIT ${take}`,
    given,
  );
  const codes = rows.map(({ code }) => code);
  return reversed ? codes.reverse() : codes;
}

function nearerEnd({ skip, take, total }: HoldingsPart) {
  const [from, count] = [Math.trunc(skip), Math.trunc(take)];
  if (total === undefined || from <= total / 2) return { skip: from, take: count, reversed: false };
  const after = Math.max(0, total - from - count);
  return { skip: after, take: Math.max(0, total - from - after), reversed: true };
}

/** The last key of every order is the code, so that the opposite order is the same list backwards. */
function orderText(
  store: Store,
  units: readonly UnitRow[],
  { by, descending }: HoldingsOrder,
  reversed: boolean,
  values: unknown[],
): { from: string; by: string } {
  const [up, down] = reversed ? ["DESC", "ASC"] : ["ASC", "DESC"];
  const way = descending ? down : up;
  if (by === "code") return { from: "", by: `c.code ${way}` };
  if (by !== "unit") return { from: "", by: `c.${by} ${way}, c.code ${up}` };
  const at = values.push(blindUnits(store, units));
  return {
    from: `JOIN unnest($${at}::bytea[]) WITH ORDINALITY AS named (unit, place) ON named.unit = c.unit_index`,
    by: `named.place ${way}, c.month ${down}, c.code ${up}`,
  };
}

/** So many certificates are shown at once: their lines are opened one by one. */
const FEW = 200;

/** The named certificates, opened, in the order of `codes`; those that are not the holder's are left out. */
export async function readHoldings(
  store: Store,
  units: readonly UnitRow[],
  codes: readonly string[],
): Promise<HoldingRow[]> {
  const own = new Set(units.map(({ code }) => code));
  const found = await ledgerRows(store, certificateTable, "WHERE code = ANY($1::text[])", [codes]);
  const certificates = found
    .map((row) => openState<CertificateRow>(store, certificateTable, row))
    .filter(({ unit }) => own.has(unit));
  const plantsOf = certificates.length > FEW ? await monthsTotals(store, certificates) : undefined;
  const plants = plantsOf ?? linesTotals(await settledLines(store, certificates));
  const rows = new Map(
    certificates.map((row) => {
      const sold = largestFirst(plants(row));
      const settledKwh = sold.reduce((sum, one) => sum + one.settledKwh, 0);
      return [row.code, { certificate: row, plants: sold, settledKwh }];
    }),
  );
  return codes.flatMap((code) => rows.get(code) ?? []);
}

/** What a certificate's lines come to, by plant. */
type PlantTotals = (certificate: CertificateRow) => ReadonlyMap<string, number>;

function largestFirst(plants: ReadonlyMap<string, number>) {
  return [...plants]
    .map(([plant, settledKwh]) => ({ plant, settledKwh }))
    .sort((a, b) => b.settledKwh - a.settledKwh || compareText(a.plant, b.plant));
}

/** From what is kept of whole months: of very many certificates the lines are not opened again. */
async function monthsTotals(store: Store, certificates: readonly CertificateRow[]): Promise<PlantTotals> {
  const months = new Map<string, Awaited<ReturnType<typeof certifiedOf>>>();
  for (const { month } of certificates) {
    if (!months.has(month)) months.set(month, await certifiedOf(store, month));
  }
  return ({ code, month, version }) => {
    const known = months.get(month)?.get(code);
    return new Map(known?.version === version ? known.plants : []);
  };
}

interface SettledLine {
  readonly unit: string;
  readonly month: Month;
  readonly version: number;
  readonly plant: string;
  readonly settledKwh: number;
}

async function settledLines(store: Store, certificates: readonly CertificateRow[]): Promise<SettledLine[]> {
  const { rows } = await store.pool.query<{ code: string }>(
    `SELECT k.code FROM contract k
      JOIN (SELECT DISTINCT * FROM unnest($1::bytea[], $2::text[]) AS w(unit, month)) AS wanted
        ON k.unit_index = wanted.unit AND k.month = wanted.month`,
    [certificates.map(({ unit }) => store.vault.blind("unit", unit)), certificates.map(({ month }) => month)],
  );
  const codes = rows.map(({ code }) => code);
  const [contracts, lines] = await Promise.all([
    ledgerRows(store, contractTable, "WHERE code = ANY($1::text[])", [codes]),
    ledgerRows(store, lineTable, "WHERE contract = ANY($1::text[])", [codes]),
  ]);
  const opened = new Map(
    contracts.map((row) => [row.code, openState<ContractRow>(store, contractTable, row)]),
  );
  return lines.flatMap((row) => {
    const contract = opened.get(row.contract ?? "");
    if (contract === undefined) return [];
    const { settledKwh, plant } = openState<LineRow>(store, lineTable, row).values;
    return { unit: contract.unit, month: contract.month, version: Number(row.version), plant, settledKwh };
  });
}

function linesTotals(lines: readonly SettledLine[]): PlantTotals {
  const totals = new Map<string, Map<string, number>>();
  for (const { unit, month, version, plant, settledKwh } of lines) {
    if (settledKwh === 0) continue;
    const key = `${unit}/${month}/${version}`;
    const plants = totals.get(key) ?? new Map<string, number>();
    totals.set(key, plants.set(plant, (plants.get(plant) ?? 0) + settledKwh));
  }
  return ({ unit, month, version }) => totals.get(`${unit}/${month}/${version}`) ?? new Map();
}

/** Months and plants a holder's certificates can be narrowed to. */
export interface HoldingChoices {
  /** Newest first. */
  readonly months: readonly Month[];
  readonly plants: readonly string[];
  /** Certificates by status. */
  readonly statuses: Readonly<Record<string, number>>;
}

export async function holdingChoices(store: Store, units: readonly UnitRow[]): Promise<HoldingChoices> {
  const index = [blindUnits(store, units)];
  const [counts, plants] = await Promise.all([
    store.pool.query<{ month: string; status: string; n: string }>(
      `SELECT month, status, count(*) AS n FROM certificate WHERE unit_index = ANY($1::bytea[])
        GROUP BY month, status`,
      index,
    ),
    store.pool.query<{ plant: string }>(
      "SELECT DISTINCT plant FROM contract WHERE unit_index = ANY($1::bytea[])",
      index,
    ),
  ]);
  const statuses: Record<string, number> = {};
  for (const { status, n } of counts.rows) statuses[status] = (statuses[status] ?? 0) + Number(n);
  return {
    months: [...new Set(counts.rows.map(({ month }) => month))].sort((a, b) => compareText(b, a)),
    plants: plants.rows.map(({ plant }) => plant).sort(compareText),
    statuses,
  };
}
