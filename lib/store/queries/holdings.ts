import { compareText } from "@/lib/crypto/bytes";
import type { CertificateRow, ContractRow, DisclosureLevel, LineRow, UnitRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, contractTable, lineTable, unitTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";

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
  const ownerIndex = store.vault.blind("unit.owner", participant);
  const rows = await store.prisma.unit.findMany({ where: { ownerIndex } });
  return rows
    .map((row) => openState<UnitRow>(store, unitTable, row))
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.code, b.code));
}

interface Clause {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** `units` are the holder's own: no row of anybody else's can be named by any wish. */
function clauseOf(store: Store, units: readonly UnitRow[], wish: HoldingsWish): Clause {
  const values: unknown[] = [];
  const put = (value: unknown): string => `$${values.push(value)}`;
  const blind = (codes: readonly string[]) => codes.map((code) => store.vault.blind("unit", code));
  const own = units.filter(({ code }) => wish.unit === undefined || code === wish.unit);
  const parts = [`c.unit_index = ANY(${put(blind(own.map(({ code }) => code)))}::bytea[])`];
  const sold = (plants: readonly string[]): string =>
    `EXISTS (SELECT 1 FROM contract k WHERE k.unit_index = c.unit_index AND k.month = c.month
      AND k.plant = ANY(${put(plants)}::text[]))`;
  if (wish.from !== undefined) parts.push(`c.month >= ${put(wish.from)}`);
  if (wish.to !== undefined) parts.push(`c.month <= ${put(wish.to)}`);
  if (wish.status !== undefined) parts.push(`c.status = ${put(wish.status)}`);
  if (wish.troubled) parts.push(`c.status <> ${put("valid")}`);
  if (wish.level !== undefined) parts.push(`c.level = ${put(wish.level)}`);
  if (wish.codes !== undefined) parts.push(`c.code = ANY(${put(wish.codes)}::text[])`);
  if (wish.plant !== undefined) parts.push(sold([wish.plant]));
  if (wish.sought !== undefined) {
    const { code, units: named, plants } = wish.sought;
    const either = [`c.unit_index = ANY(${put(blind(named))}::bytea[])`];
    if (code !== "") either.push(`c.code LIKE ${put(`%${code}%`)}`);
    if (plants.length > 0) either.push(sold(plants));
    parts.push(`(${either.join(" OR ")})`);
  }
  return { text: parts.join(" AND "), values };
}

/** How many certificates a wish names. */
export async function countHoldings(
  store: Store,
  units: readonly UnitRow[],
  wish: HoldingsWish,
): Promise<number> {
  const { text, values } = clauseOf(store, units, wish);
  const { rows } = await store.pool.query<{ n: string }>(
    `SELECT count(*) AS n FROM certificate c WHERE ${text}`,
    [...values],
  );
  return Number(rows[0]?.n ?? 0);
}

/** The codes of a wish in their order, from `skip` on. */
export async function holdingCodes(
  store: Store,
  units: readonly UnitRow[],
  wish: HoldingsWish,
  order: HoldingsOrder,
  { skip, take }: { readonly skip: number; readonly take: number },
): Promise<string[]> {
  const { text, values } = clauseOf(store, units, wish);
  const given = [...values];
  const { rows } = await store.pool.query<{ code: string }>(
    `SELECT c.code FROM certificate c WHERE ${text} ORDER BY ${orderText(store, units, order, given)}
      OFFSET ${Math.trunc(skip)} LIMIT ${Math.trunc(take)}`,
    given,
  );
  return rows.map(({ code }) => code);
}

function orderText(
  store: Store,
  units: readonly UnitRow[],
  { by, descending }: HoldingsOrder,
  values: unknown[],
): string {
  const way = descending ? "DESC" : "ASC";
  if (by === "code") return `c.code ${way}`;
  if (by !== "unit") return `c.${by} ${way}, c.code ASC`;
  const at = values.push(units.map(({ code }) => store.vault.blind("unit", code)));
  return `array_position($${at}::bytea[], c.unit_index) ${way}, c.month DESC, c.code ASC`;
}

/** The named certificates, opened, in the order of `codes`; those that are not the holder's are left out. */
export async function readHoldings(
  store: Store,
  units: readonly UnitRow[],
  codes: readonly string[],
): Promise<HoldingRow[]> {
  const own = new Set(units.map(({ code }) => code));
  const found = await store.prisma.certificate.findMany({ where: { code: { in: [...codes] } } });
  const certificates = found
    .map((row) => openState<CertificateRow>(store, certificateTable, row))
    .filter(({ unit }) => own.has(unit));
  const lines = await settledLines(store, certificates);
  const rows = new Map(certificates.map((row) => [row.code, { certificate: row, ...totalsOf(row, lines) }]));
  return codes.flatMap((code) => rows.get(code) ?? []);
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
    store.prisma.contract.findMany({ where: { code: { in: codes } } }),
    store.prisma.line.findMany({ where: { contract: { in: codes } } }),
  ]);
  const opened = new Map(
    contracts.map((row) => [row.code, openState<ContractRow>(store, contractTable, row)]),
  );
  return lines.flatMap((row) => {
    const contract = opened.get(row.contract);
    if (contract === undefined) return [];
    const { settledKwh } = openState<LineRow>(store, lineTable, row).values;
    return { unit: contract.unit, month: row.month, version: row.version, plant: row.plant, settledKwh };
  });
}

function totalsOf(certificate: CertificateRow, lines: readonly SettledLine[]) {
  const { unit, month, version } = certificate;
  const plants = new Map<string, number>();
  for (const line of lines) {
    if (line.unit !== unit || line.month !== month || line.version !== version || line.settledKwh === 0)
      continue;
    plants.set(line.plant, (plants.get(line.plant) ?? 0) + line.settledKwh);
  }
  const sorted = [...plants]
    .map(([plant, settledKwh]) => ({ plant, settledKwh }))
    .sort((a, b) => b.settledKwh - a.settledKwh || compareText(a.plant, b.plant));
  return { plants: sorted, settledKwh: sorted.reduce((sum, line) => sum + line.settledKwh, 0) };
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
  const index = [units.map(({ code }) => store.vault.blind("unit", code))];
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
