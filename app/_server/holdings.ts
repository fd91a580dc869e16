import { CERTIFICATE_STATUSES, DISCLOSURE_LEVELS } from "@/lib/market/rows";
import "server-only";
import { cache } from "react";
import { z } from "zod";
import { type HoldingsAsked, type HoldingView, holdingsTabs } from "@/components/holdings/holding-view";
import type { Viewer } from "@/lib/auth/viewer";
import { parseCode } from "@/lib/identifiers/trace-code";
import type { UnitRow } from "@/lib/market/state";
import type { Directory } from "@/lib/store/queries/directory";
import { rememberedDirectory } from "@/lib/store/queries/find";
import {
  countHoldings,
  type HoldingChoices,
  type HoldingRow,
  type HoldingSort,
  type HoldingsOrder,
  type HoldingsWish,
  holdingChoices,
  holdingCodes,
  holdingSorts,
  readHoldings,
  unitsOf,
} from "@/lib/store/queries/holdings";
import { KeptMonths } from "@/lib/store/queries/kept-months";
import { isMonth } from "@/lib/units/interval";
import { store } from "./market";

export const pageSize = 50;

const text = z.string().max(100).catch("");
const month = z.string().refine(isMonth).or(z.literal("")).catch("");
const address = z.object({
  q: text,
  from: month,
  to: month,
  unit: text,
  plant: text,
  status: z.enum(["", "valid", "superseded", "revoked", "disputed"]).catch(""),
  level: z.enum(["", "minimal", "standard", "full"]).catch(""),
  tab: z.enum(holdingsTabs).catch("all"),
  sort: z
    .string()
    .regex(new RegExp(`^-?(${holdingSorts.join("|")})$`))
    .catch(""),
});

/** The address as untrusted input: what it does not say well it does not say. */
export function askedHoldings(fields: Readonly<Record<string, unknown>>): HoldingsAsked {
  return address.parse({
    ...Object.fromEntries(Object.keys(address.shape).map((key) => [key, ""])),
    ...fields,
  });
}

/** A holder's units and what its list can be narrowed to. */
interface Holder {
  readonly units: readonly UnitRow[];
  readonly choices: HoldingChoices;
}

const holders = new KeptMonths<Holder>("holders", 200);

/** Read anew once the log has gone on. */
export const holderOf = cache(async (participant: string): Promise<Holder> => {
  const db = await store();
  const next = (await db.prisma.projection.findUnique({ where: { id: 1 } }))?.next ?? 0;
  return holders.get(db, `${participant}/${next}`, async () => {
    const units = await unitsOf(db, participant);
    return { units, choices: await holdingChoices(db, units) };
  });
});

async function wishOf({ units, choices }: Holder, asked: HoldingsAsked): Promise<HoldingsWish> {
  const status = askedStatus(asked.status);
  const level = askedLevel(asked.level);
  const newest = choices.months[0];
  const { q, unit, plant, tab } = asked;
  const from = tab === "new" ? newest : asked.from || undefined;
  const to = tab === "new" ? newest : asked.to || undefined;
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(unit === "" ? {} : { unit }),
    ...(plant === "" ? {} : { plant }),
    ...(status === undefined ? {} : { status }),
    ...(level === undefined ? {} : { level }),
    ...(tab === "troubled" ? { troubled: true } : {}),
    ...(q.trim() === "" ? {} : { sought: await soughtOf(q.trim(), units, choices.plants) }),
  };
}

const askedStatus = (value: string) => CERTIFICATE_STATUSES.find((one) => one === value);
const askedLevel = (value: string) => DISCLOSURE_LEVELS.find((one) => one === value);

async function soughtOf(written: string, units: readonly UnitRow[], plants: readonly string[]) {
  const lower = written.toLowerCase();
  const has = (...texts: readonly string[]) => texts.some((one) => one.toLowerCase().includes(lower));
  const { plants: known } = await directory();
  const code = written.replace(/[\s…]/g, "").toUpperCase();
  return {
    code: /^[0-9A-Z]{2,32}$/.test(code) ? code : "",
    units: units.filter(({ name, id }) => has(name, id)).map((unit) => unit.code),
    plants: plants.filter((plant) => {
      const row = known.get(plant);
      return row !== undefined && has(row.name, row.id);
    }),
  };
}

export async function directory(): Promise<Directory> {
  return rememberedDirectory(await store());
}

/** Newest first, unless the address says otherwise. */
function orderOf(sort: string): HoldingsOrder {
  const by = holdingSorts.find((one): one is HoldingSort => one === sort.replace(/^-/, ""));
  return by === undefined ? { by: "month", descending: true } : { by, descending: sort.startsWith("-") };
}

export interface HoldingsPage {
  readonly rows: readonly HoldingView[];
  readonly total: number;
  readonly holder: Holder;
}

export async function holdingsPage(
  { participant }: Viewer,
  asked: HoldingsAsked,
  page: number,
): Promise<HoldingsPage> {
  const [db, holder] = [await store(), await holderOf(participant)];
  const wish = await wishOf(holder, asked);
  const skip = Math.max(0, page - 1) * pageSize;
  const [total, codes] = await Promise.all([
    countHoldings(db, holder.units, wish),
    holdingCodes(db, holder.units, wish, orderOf(asked.sort), { skip, take: pageSize }),
  ]);
  return { rows: await holdingViews(holder, codes), total, holder };
}

/** All there are: nothing that is listed, added up or exported is cut. */
export const everything = { skip: 0, take: Number.MAX_SAFE_INTEGER };

/** The codes a filter names, in the list's order; all of them, or so many from `skip` on. */
export async function codesAsked(
  { participant }: Viewer,
  asked: HoldingsAsked,
  part: { readonly skip: number; readonly take: number } = everything,
): Promise<string[]> {
  const [db, holder] = [await store(), await holderOf(participant)];
  return holdingCodes(db, holder.units, await wishOf(holder, asked), orderOf(asked.sort), part);
}

/** Of the codes named, those that are this holder's, in their order. */
export async function ownCodes({ participant }: Viewer, codes: readonly string[]): Promise<string[]> {
  const [db, { units }] = [await store(), await holderOf(participant)];
  const found = await holdingCodes(db, units, { codes }, { by: "code", descending: false }, everything);
  const own = new Set(found);
  return [...new Set(codes)].filter((code) => own.has(code));
}

async function holdingViews({ units }: Holder, codes: readonly string[]): Promise<HoldingView[]> {
  const rows = await readHoldings(await store(), units, codes);
  const { plants } = await directory();
  return rows.map((row) => viewOf(row, units, plants));
}

function viewOf(
  { certificate, settledKwh, plants }: HoldingRow,
  units: readonly UnitRow[],
  known: Directory["plants"],
): HoldingView {
  const { code, hash, month, version, status, level } = certificate;
  const unit = units.find((one) => one.code === certificate.unit);
  return {
    ...{ code, hash, month, version, status, level, settledKwh },
    unitName: unit?.name || unit?.id || certificate.unit,
    plants: plants.map(({ plant }) => {
      const row = known.get(plant);
      return { code: plant, name: row?.name ?? plant, type: row?.type ?? "" };
    }),
  };
}

/** Rows of many certificates, a few hundred at a time. */
export async function* holdingsInParts(
  { participant }: Viewer,
  codes: readonly string[],
): AsyncGenerator<readonly HoldingView[]> {
  const holder = await holderOf(participant);
  for (let at = 0; at < codes.length; at += 500) {
    yield await holdingViews(holder, codes.slice(at, at + 500));
  }
}

/** One certificate of this holder's by the code as written; undefined for anybody else's. */
export async function ownHolding(person: Viewer, written: string): Promise<HoldingRow | undefined> {
  const parsed = parseCode(written);
  if (!parsed.ok || parsed.fields.object !== "C") return undefined;
  const { units } = await holderOf(person.participant);
  const [row] = await readHoldings(await store(), units, [parsed.text]);
  return row;
}

/** The same as the list shows it. */
export async function ownHoldingView(person: Viewer, written: string): Promise<HoldingView | undefined> {
  const row = await ownHolding(person, written);
  if (row === undefined) return undefined;
  const { units } = await holderOf(person.participant);
  return viewOf(row, units, (await directory()).plants);
}
