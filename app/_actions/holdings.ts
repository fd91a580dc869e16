"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { askedHoldings, codesAsked, holdingsInParts, pageSize } from "@/app/_server/holdings";
import { store } from "@/app/_server/market";
import { actingViewer } from "@/app/_server/viewer";
import { type HoldingView, queryOf, type Unchecked } from "@/components/holdings/holding-view";
import { lookThrough } from "@/components/holdings/known-parts";
import type { Viewer } from "@/lib/auth/viewer";
import { certificateHashes } from "@/lib/store/queries/holdings-hashes";
import { dropView, type SavedView, saveView } from "@/lib/store/queries/holdings-views";

const page = "/dashboard/certificates";
const named = z.object({ name: z.string().trim().min(1).max(60), query: z.string().max(2000) });

/** Keeps the list's address under a name; undefined where it cannot be kept. */
export async function keepView(name: string, query: string): Promise<SavedView | undefined> {
  const person = await actingViewer("enterprise");
  const view = named.safeParse({ name: name.normalize("NFC"), query });
  if (!view.success) return undefined;
  const kept = await saveView(await store(), person.accountId, {
    name: view.data.name,
    query: queryOf(askedHoldings(fieldsOf(view.data.query))),
  });
  if (kept !== undefined) revalidatePath(page);
  return kept;
}

export async function forgetView(id: string): Promise<boolean> {
  const person = await actingViewer("enterprise");
  const view = z.uuid().safeParse(id);
  const gone = view.success && (await dropView(await store(), person.accountId, view.data));
  if (gone) revalidatePath(page);
  return gone;
}

const atOnce = 200;
const addedAtOnce = 1000;
const told = z.string().catch("");
const whole = z.int().min(0).catch(0);

/** What the next of those that a filter names come to; the browser adds up until there are no more. */
export async function sumFrom(query: string, skip: number): Promise<{ count: number; kwh: number }> {
  const person = await actingViewer("enterprise");
  const rows = await rowsOf(person, query, { skip: whole.parse(skip), take: addedAtOnce });
  return { count: rows.length, kwh: rows.reduce((sum, { settledKwh }) => sum + settledKwh, 0) };
}

/** The next rows of what a filter names, for a browser that checks all of them. */
export async function rowsFrom(query: string, skip: number): Promise<readonly HoldingView[]> {
  const person = await actingViewer("enterprise");
  return rowsOf(person, query, { skip: whole.parse(skip), take: atOnce });
}

/** What a browser has not checked, by what it says it has (`UncheckedOf`): the server keeps nothing of that. */
export async function uncheckedOf(
  query: string,
  known: string,
  at: number,
  before = "",
  isLast = true,
): Promise<Unchecked> {
  const person = await actingViewer("enterprise");
  const [digits, marks] = [told.parse(known), told.parse(before)];
  const codes = await codesAsked(person, askedHoldings(fieldsOf(query)));
  if (digits === "" && marks === "") return uncheckedPage(person, codes, at);
  const hashes = await certificateHashes(await store(), codes);
  const { left, seen } = lookThrough(
    codes.map((code) => hashes.get(code) ?? ""),
    digits,
    marks,
  );
  if (isLast === false) return { total: left.length, rows: [], seen };
  return uncheckedPage(
    person,
    left.map((place) => codes[place] ?? ""),
    at,
  );
}

async function uncheckedPage(person: Viewer, left: readonly string[], at: number): Promise<Unchecked> {
  const from = (whole.parse(at) - 1) * pageSize;
  const rows: HoldingView[] = [];
  for await (const some of holdingsInParts(person, from < 0 ? [] : left.slice(from, from + pageSize)))
    rows.push(...some);
  return { total: left.length, rows };
}

async function rowsOf(person: Viewer, query: string, part: { skip: number; take: number }) {
  const codes = await codesAsked(person, askedHoldings(fieldsOf(query)), part);
  const rows: HoldingView[] = [];
  for await (const some of holdingsInParts(person, codes)) rows.push(...some);
  return rows;
}

const fieldsOf = (query: unknown): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(z.string().max(2000).catch("").parse(query)));
