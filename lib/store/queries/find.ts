import { compareText } from "@/lib/crypto/bytes";
import { province } from "@/lib/identifiers/provinces";
import type { CertificateRow, ContractRow } from "@/lib/market/state";
import type { Prisma } from "@/lib/store/generated/client";
import { openState } from "@/lib/store/rows/open-state";
import { certificateTable, contractTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { type Directory, readDirectory } from "./directory";
import { KeptMonths } from "./kept-months";
import { newestOf } from "./newest-entries";
import { somebody } from "./somebody";

/** Whose eyes: an enterprise finds what is its own, the regulator and the exchange everything. */
export type FindScope = { readonly kind: "all" } | { readonly kind: "own"; readonly participant: string };

export type FoundObject =
  | { readonly kind: "participant"; readonly code: string; readonly name: string; readonly role: string }
  | { readonly kind: "plant"; readonly code: string; readonly name: string; readonly province: string }
  | { readonly kind: "unit"; readonly code: string; readonly name: string; readonly owner: string }
  | { readonly kind: "channel"; readonly code: string; readonly name: string; readonly province: string }
  | {
      readonly kind: "contract";
      readonly code: string;
      readonly name: string;
      readonly month: string;
      readonly kwh: number;
      /** The plant's name. */
      readonly plant: string;
    }
  | { readonly kind: "certificate"; readonly code: string; readonly month: string; readonly name: string };

const most = 6;
const mostContracts = 400;
/** Of somebody with very many plants or units, and of objects with very many contracts, so many are looked at. */
const mostOwned = 50;
const mostOfThem = 2_000;

/**
 * Names and ids by any part of them, credit codes and contract numbers whole, certificates by the end of their code; of
 * plants, units and participants found also the newest contracts and certificates.
 */
export async function findObjects(store: Store, scope: FindScope, sought: string): Promise<FoundObject[]> {
  const text = sought.trim().toLowerCase();
  if (text === "") return [];
  const directory = await rememberedDirectory(store);
  const mine = ownOf(directory, scope);
  const contracts = await contractsLookedAt(store, mine, sought.trim());
  // Whoever buys from a plant may look for it by its name.
  const own = mine && { ...mine, plants: new Set([...mine.plants, ...contracts.map(({ plant }) => plant)]) };
  const objects = named(directory, own, text);
  const theirs = belonging(directory, objects);
  const numbered = contracts.filter(({ number }) => number.toLowerCase().includes(text));
  const traded = own ? contracts.filter((row) => isOf(theirs, row)) : await contractsOf(store, theirs);
  const shown = [...new Map([...numbered, ...traded].map((row) => [row.code, row])).values()].slice(0, most);
  const certificates = await findCertificates(
    store,
    directory,
    own,
    text,
    theirs.units,
    traded.slice(0, most),
  );
  return [...objects, ...shown.map((row) => contractSaid(directory, row)), ...certificates];
}

/** The plants, units and participants that were found, with what those own. */
interface Theirs {
  readonly plants: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
  readonly participants: ReadonlySet<string>;
}

function belonging({ plants, units }: Directory, objects: readonly FoundObject[]): Theirs {
  const codes = (wanted: FoundObject["kind"]) =>
    objects.flatMap(({ kind, code }) => (kind === wanted ? [code] : []));
  const participants = new Set(codes("participant"));
  const owned = (rows: Directory["plants"] | Directory["units"]) => {
    if (participants.size === 0) return [];
    const its = [...rows.values()].filter(({ owner }) => participants.has(owner));
    return its.slice(0, mostOwned).map(({ code }) => code);
  };
  return {
    plants: new Set([...codes("plant"), ...owned(plants)]),
    units: new Set([...codes("unit"), ...owned(units)]),
    participants,
  };
}

function isOf({ plants, units, participants }: Theirs, { plant, unit, via }: ContractRow): boolean {
  return plants.has(plant) || units.has(unit) || participants.has(via);
}

/** The newest, by columns that are not sealed; only what is shown is opened. */
async function contractsOf(store: Store, { plants, units, participants }: Theirs): Promise<ContractRow[]> {
  if (plants.size + units.size + participants.size === 0) return [];
  const { vault, prisma } = store;
  const known = await prisma.contract.findMany({
    where: {
      OR: [
        { plant: { in: [...plants] } },
        { unitIndex: { in: [...units].map((unit) => vault.blind("unit", unit)) } },
        { viaIndex: { in: [...participants].map((via) => vault.blind("contract.via", via)) } },
      ],
    },
    select: { code: true, month: true, entry: true },
    take: mostOfThem,
  });
  const newest = known.sort((a, b) => compareText(b.month, a.month) || b.entry - a.entry).slice(0, most);
  const rows = await prisma.contract.findMany({ where: { code: { in: newest.map(({ code }) => code) } } });
  const opened = rows.map((row) => openState<ContractRow>(store, contractTable, row));
  return opened.sort((a, b) => compareText(b.month, a.month) || compareText(a.code, b.code));
}

/** What belongs to the one who looks; undefined for those who see everything. */
interface Own {
  readonly participant: string;
  readonly plants: ReadonlySet<string>;
  readonly units: ReadonlySet<string>;
}

function ownOf({ plants, units }: Directory, scope: FindScope): Own | undefined {
  if (scope.kind === "all") return undefined;
  const participant = somebody(scope.participant);
  const ofMine = (rows: Directory["plants"] | Directory["units"]) =>
    new Set([...rows.values()].filter(({ owner }) => owner === participant).map(({ code }) => code));
  return { participant, plants: ofMine(plants), units: ofMine(units) };
}

function named(directory: Directory, own: Own | undefined, text: string): FoundObject[] {
  const { participants, plants, units, channels } = directory;
  const has = (...texts: readonly string[]) => texts.some((one) => one.toLowerCase().includes(text));
  const some = <T>(rows: Iterable<T>, fits: (row: T) => boolean): T[] => {
    const found: T[] = [];
    for (const row of rows) if (found.length < most && fits(row)) found.push(row);
    return found;
  };
  const foundPlants = some(
    plants.values(),
    ({ code, id, name, province: place }) =>
      (own === undefined || own.plants.has(code)) && has(name, id, code, ...provinceNames(place)),
  );
  const foundUnits = some(
    units.values(),
    ({ code, id, name }) => (own === undefined || own.units.has(code)) && has(name, id, code),
  );
  const people = own
    ? []
    : some(
        participants.values(),
        ({ code, id, name, uscc }) => has(name, id, code) || uscc.toLowerCase() === text,
      );
  const lines = own ? [] : some(channels.values(), ({ code, id, name }) => has(name, id, code));
  return [
    ...foundPlants.map(({ code, name, province }) => ({ kind: "plant" as const, code, name, province })),
    ...people.map(({ code, name, role }) => ({ kind: "participant" as const, code, name, role })),
    ...foundUnits.map(({ code, name, owner }) => {
      return { kind: "unit" as const, code, name, owner: participants.get(owner)?.name ?? "" };
    }),
    ...lines.map(({ code, name, fromProvince }) => {
      return { kind: "channel" as const, code, name, province: fromProvince };
    }),
  ];
}

function provinceNames(code: string): string[] {
  const found = province(code);
  return found === undefined ? [] : [found.name, found.nameEn];
}

const keptOwn = new KeptMonths<readonly ContractRow[]>("own-contracts", 200);

/** One's own newest by any part of the number, all others by the whole number: it is stored sealed. */
async function contractsLookedAt(
  store: Store,
  own: Own | undefined,
  whole: string,
): Promise<readonly ContractRow[]> {
  const { vault, prisma } = store;
  const opened = async (where: Prisma.ContractWhereInput) => {
    const rows = await prisma.contract.findMany({ where, orderBy: { entry: "desc" }, take: mostContracts });
    return rows.map((row) => openState<ContractRow>(store, contractTable, row));
  };
  const named = await opened({ numberIndex: vault.blind("contract.number", whole) });
  if (own === undefined) return named;
  const { participant, plants, units } = own;
  const newest = await newestOf(store, "contract.", ...registering);
  const mine = await keptOwn.get(store, `${participant}/${newest}`, () =>
    opened({
      OR: [
        { plant: { in: [...plants] } },
        { unitIndex: { in: [...units].map((unit) => vault.blind("unit", unit)) } },
        { viaIndex: vault.blind("contract.via", participant) },
      ],
    }),
  );
  const known = new Set(mine.map(({ code }) => code));
  const isOwn = ({ plant, unit, via }: ContractRow) =>
    plants.has(plant) || units.has(unit) || via === participant;
  return [...named.filter((row) => isOwn(row) && !known.has(row.code)), ...mine];
}

function contractSaid(
  { plants }: Directory,
  { code, number, month, contractKwh, plant }: ContractRow,
): FoundObject {
  const name = plants.get(plant)?.name ?? "";
  return { kind: "contract", code, name: number, month, kwh: contractKwh, plant: name };
}

async function findCertificates(
  store: Store,
  { units }: Directory,
  own: Own | undefined,
  text: string,
  unitsFound: ReadonlySet<string>,
  traded: readonly ContractRow[],
): Promise<FoundObject[]> {
  const part = text.replace(/[\s…]/g, "").toUpperCase();
  const isCode = /^[0-9A-Z]{4,32}$/.test(part);
  if (!isCode && unitsFound.size === 0 && traded.length === 0) return [];
  const { vault, prisma } = store;
  const ofUnits = (codes: Iterable<string>) => ({
    unitIndex: { in: [...codes].map((unit) => vault.blind("unit", unit)) },
  });
  const byCode = isCode ? [{ code: part.length < 12 ? { endsWith: part } : { startsWith: part } }] : [];
  const settled = (await settledOf(store, traded)).map(({ unit, month }) => {
    return { unitIndex: vault.blind("unit", unit), month };
  });
  const rows = await prisma.certificate.findMany({
    where: { AND: [{ OR: [...byCode, ...settled, ofUnits(unitsFound)] }, own ? ofUnits(own.units) : {}] },
    orderBy: [{ month: "desc" }, { code: "asc" }],
    take: most,
  });
  return rows.map((stored) => {
    const { code, month, unit } = openState<CertificateRow>(store, certificateTable, stored);
    return { kind: "certificate", code, month, name: units.get(unit)?.name ?? "" };
  });
}

/** Contracts that a settled line stands for: the certificate of their unit and month names them. */
async function settledOf({ prisma }: Store, traded: readonly ContractRow[]): Promise<readonly ContractRow[]> {
  if (traded.length === 0) return [];
  const lines = await prisma.line.findMany({
    where: { contract: { in: traded.map(({ code }) => code) } },
    select: { contract: true },
  });
  const settled = new Set(lines.map(({ contract }) => contract));
  return traded.filter(({ code }) => settled.has(code));
}

const kept = new KeptMonths<Directory>("directory", 1);

/** What changes who and what is registered. */
export const registering = ["genesis", "participant.", "plant.", "unit.", "channel."];

/** Read anew once something is registered: opening thousands of sealed names at every key pressed would be slow. */
export async function rememberedDirectory(store: Store): Promise<Directory> {
  const newest = await newestOf(store, ...registering);
  return kept.get(store, String(newest), () => readDirectory(store));
}
