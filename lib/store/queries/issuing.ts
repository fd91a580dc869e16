import { toHex } from "@/lib/crypto/bytes";
import { parseCode } from "@/lib/identifiers/trace-code";
import type {
  CertificateRow,
  DisclosureLevel,
  FrozenUnitRow,
  LineRow,
  ParticipantRow,
  UnitRow,
} from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import {
  certificateTable,
  frozenUnitTable,
  lineTable,
  participantTable,
  unitTable,
} from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { type Certified, certifiedOf } from "./certified-months";
import { rememberedDirectory } from "./find";

/** A certificate as the console lists it. `kwh` is what it certifies. */
export interface IssuedRow {
  readonly code: string;
  readonly month: string;
  readonly version: number;
  readonly status: CertificateRow["status"];
  readonly level: DisclosureLevel;
  readonly entry: number;
  readonly hash: string;
  readonly unit: string;
  readonly unitName: string;
  readonly province: string;
  readonly holder: string;
  readonly kwh: number;
  /** Lines, those settled at 0 too. */
  readonly lines: number;
}

export interface IssuedQuery {
  /** A code or the end of one, a unit's id, a holder's name, USCC or id: whole, they are stored sealed. */
  readonly sought?: string;
  readonly month?: string;
  readonly status?: string;
  readonly sort: "month" | "code" | "entry";
  readonly descending: boolean;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

type IssuedList = Omit<IssuedQuery, "page" | "pageSize">;

/** One page of certificates and how many there are in all. */
export async function issuedCertificates(
  store: Store,
  query: IssuedQuery,
): Promise<{ rows: IssuedRow[]; total: number }> {
  const where = await narrowedBy(store, query);
  const total = await store.prisma.certificate.count({ where });
  const skip = (query.page - 1) * query.pageSize;
  // From whichever end is nearer: the last page of very many is then as quick as the first.
  const take = Math.max(0, Math.min(query.pageSize, total - skip));
  const isLate = skip > total / 2;
  const way = query.descending === isLate ? "asc" : "desc";
  const stored = await store.prisma.certificate.findMany({
    where,
    orderBy: orderOf(query.sort, way),
    skip: isLate ? Math.max(0, total - skip - take) : skip,
    take,
  });
  if (isLate) stored.reverse();
  const certificates = stored.map((row) => openState<CertificateRow>(store, certificateTable, row));
  return { rows: await described(store, certificates), total };
}

/** The codes of all of them, in the same order. */
export async function issuedCodes(store: Store, query: IssuedList): Promise<string[]> {
  const found = await store.prisma.certificate.findMany({
    where: await narrowedBy(store, query),
    orderBy: orderOf(query.sort, query.descending ? "desc" : "asc"),
    select: { code: true },
  });
  return found.map(({ code }) => code);
}

/**
 * The named certificates in their order, from what is kept of their months: for files of a hundred thousand, where
 * opening each with its lines takes minutes.
 */
export async function issuedOf(store: Store, codes: readonly string[]): Promise<IssuedRow[]> {
  const { units, participants } = await rememberedDirectory(store);
  const stored = await store.pool.query<OpenPart>(
    "SELECT code, month, status, level, hash FROM certificate WHERE code = ANY($1::text[])",
    [codes],
  );
  const months = new Map<string, ReadonlyMap<string, Certified>>();
  for (const { month } of stored.rows)
    if (!months.has(month)) months.set(month, await certifiedOf(store, month));
  const found = new Map<string, IssuedRow>();
  for (const { hash, ...open } of stored.rows) {
    const known = months.get(open.month)?.get(open.code);
    if (known === undefined) continue;
    const { version, entry, kwh, lines } = known;
    const of = units.get(known.unit);
    found.set(open.code, {
      ...{ ...open, version, entry, kwh, lines, hash: toHex(hash), unit: of?.id ?? known.unit },
      ...{ unitName: of?.name ?? "", province: of?.province ?? "" },
      holder: participants.get(of?.owner ?? "")?.name ?? "",
    });
  }
  const rows: IssuedRow[] = [];
  // One that came since the month was looked at is opened itself.
  for (const code of codes) {
    const row = found.get(code) ?? (await issuedCertificate(store, code));
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

interface OpenPart extends Pick<IssuedRow, "code" | "month" | "status" | "level"> {
  readonly hash: Buffer;
}

async function narrowedBy(store: Store, { month, status, sought }: IssuedList) {
  return {
    ...(month ? { month } : {}),
    ...(status ? { status } : {}),
    ...(sought ? await soughtBy(store, sought.trim()) : {}),
  };
}

function orderOf(sort: IssuedQuery["sort"], way: "asc" | "desc") {
  return sort === "code" ? { code: way } : [{ [sort]: way }, { code: way }];
}

export async function issuedCertificate(store: Store, code: string): Promise<IssuedRow | undefined> {
  const stored = await store.prisma.certificate.findUnique({ where: { code } });
  if (stored === null) return undefined;
  const [row] = await described(store, [openState<CertificateRow>(store, certificateTable, stored)]);
  return row;
}

/** Everything but codes is found over blind indexes: exactly, without opening a row. */
async function soughtBy(store: Store, sought: string) {
  const code = parseCode(sought.replace(/[\s-]/g, "").toUpperCase());
  if (code.ok && code.fields.object === "C") return { code: code.text };
  const ending = sought.replace(/[\s….-]/g, "").toUpperCase();
  const { vault, prisma } = store;
  const [units, holders] = await Promise.all([
    prisma.unit.findMany({ where: { idIndex: vault.blind("unit.id", sought) }, select: { code: true } }),
    prisma.participant.findMany({
      where: {
        OR: [
          { nameIndex: vault.blind("participant.name", sought) },
          { usccIndex: vault.blind("participant.uscc", sought) },
          { idIndex: vault.blind("participant.id", sought) },
        ],
      },
      select: { code: true },
    }),
  ]);
  const owned = await prisma.unit.findMany({
    where: { ownerIndex: { in: holders.map(({ code: owner }) => vault.blind("unit.owner", owner)) } },
    select: { code: true },
  });
  const unitIndex = [...units, ...owned].map(({ code: unit }) => vault.blind("unit", unit));
  const isEnding = /^[0-9A-Z]{4,31}$/.test(ending);
  return { OR: [{ unitIndex: { in: unitIndex } }, ...(isEnding ? [{ code: { endsWith: ending } }] : [])] };
}

async function described(store: Store, certificates: readonly CertificateRow[]): Promise<IssuedRow[]> {
  const units = await unitsByCode(
    store,
    certificates.map(({ unit }) => unit),
  );
  const holders = await holdersByCode(
    store,
    [...units.values()].map(({ owner }) => owner),
  );
  const sums = await certifiedKwh(store, certificates);
  return certificates.map((row): IssuedRow => {
    const { code, month, version, status, level, entry, hash, count } = row;
    const unit = units.get(row.unit);
    return {
      ...{ code, month, version, status, level, entry, hash },
      unit: unit?.id ?? row.unit,
      unitName: unit?.name ?? "",
      province: unit?.province ?? "",
      holder: holders.get(unit?.owner ?? "")?.name ?? "",
      kwh: sums.get(code) ?? 0,
      lines: count,
    };
  });
}

async function unitsByCode(store: Store, codes: readonly string[]): Promise<Map<string, UnitRow>> {
  const found = await store.prisma.unit.findMany({ where: { code: { in: [...new Set(codes)] } } });
  return new Map(found.map((row) => [row.code, openState<UnitRow>(store, unitTable, row)]));
}

async function holdersByCode(store: Store, codes: readonly string[]): Promise<Map<string, ParticipantRow>> {
  const found = await store.prisma.participant.findMany({ where: { code: { in: [...new Set(codes)] } } });
  return new Map(found.map((row) => [row.code, openState<ParticipantRow>(store, participantTable, row)]));
}

async function certifiedKwh(
  store: Store,
  certificates: readonly CertificateRow[],
): Promise<Map<string, number>> {
  if (certificates.length === 0) return new Map();
  const keys = certificates.map(({ month, version, unit }) => ({ month, version, unit }));
  const stored = await store.prisma.frozenUnit.findMany({ where: { OR: keys } });
  const frozen = new Map(
    stored.map((row) => [
      `${row.month}/${row.version}/${row.unit}`,
      openState<FrozenUnitRow>(store, frozenUnitTable, row).lines,
    ]),
  );
  const wanted = [...frozen.values()].flat();
  const lines = await store.prisma.line.findMany({ where: { contract: { in: wanted } } });
  const settled = new Map(
    lines.map((row) => [
      `${row.contract}/${row.version}`,
      openState<LineRow>(store, lineTable, row).values.settledKwh,
    ]),
  );
  return new Map(
    certificates.map(({ code, month, version, unit }) => {
      const contracts = frozen.get(`${month}/${version}/${unit}`) ?? [];
      return [code, contracts.reduce((sum, one) => sum + (settled.get(`${one}/${version}`) ?? 0), 0)];
    }),
  );
}
