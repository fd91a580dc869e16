import "server-only";
import { cache } from "react";
import {
  type OwnMonth,
  type OwnMonthMark,
  type OwnScope,
  ownMonth,
  ownMonths,
  ownScope,
} from "@/lib/store/queries/dashboard";
import type { Directory } from "@/lib/store/queries/directory";
import { registering, rememberedDirectory } from "@/lib/store/queries/find";
import { KeptMonths } from "@/lib/store/queries/kept-months";
import { newestAmong, newestEntries } from "@/lib/store/queries/newest-entries";
import { store } from "../market";
import { Remembered } from "../remembered";

export type Asked = Readonly<Record<string, string | string[] | undefined>>;

/** A finished month does not change any more, save for the certificates issued to it. */
const kept = new Remembered<OwnMonth>("own-months", 120, 4);

const scopes = new KeptMonths<OwnScope>("own-scopes", 200);
const marks = new KeptMonths<readonly OwnMonthMark[]>("own-marks", 200);

const entriesNow = cache(async () => newestEntries(await store()));

/** Read anew once something is registered: whoever has thousands of units would open them all at every press. */
export const scopeOf = cache(async (participant: string): Promise<OwnScope> => {
  const [db, entries] = [await store(), await entriesNow()];
  const key = `${participant}/${newestAmong(entries, ...registering)}`;
  return scopes.get(db, key, () => ownScope(db, participant));
});

/** Counted anew once a contract, a settlement or a certificate is entered. */
export const monthsOf = cache(async (participant: string): Promise<readonly OwnMonthMark[]> => {
  const [db, entries, scope] = [await store(), await entriesNow(), await scopeOf(participant)];
  const newest = newestAmong(entries, ...registering, "contract.", "settlement.", "certificate.");
  return marks.get(db, `${participant}/${newest}`, () => ownMonths(db, scope));
});

/** One's own month as it stands; kept once it is finished. */
export async function monthOf(participant: string, mark: OwnMonthMark): Promise<OwnMonth> {
  const [db, scope] = [await store(), await scopeOf(participant)];
  if (mark.stage !== "finished") return ownMonth(db, scope, mark);
  const units = scope.units.length + scope.plants.length;
  const key = [participant, units, mark.month, mark.version, mark.contracts, mark.certificates].join("/");
  return kept.get(key, () => ownMonth(db, scope, mark));
}

export async function directory(): Promise<Directory> {
  return rememberedDirectory(await store());
}

/** The month asked for, else the newest that is finished, else the newest. */
export function chosenMonth(months: readonly OwnMonthMark[], asked: Asked): OwnMonthMark | undefined {
  const wanted = months.find(({ month }) => month === asked.month);
  return wanted ?? months.filter(({ stage }) => stage === "finished").at(-1) ?? months.at(-1);
}
