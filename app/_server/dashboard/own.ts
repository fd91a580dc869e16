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
import { rememberedDirectory } from "@/lib/store/queries/find";
import { store } from "../market";
import { Remembered } from "../remembered";

export type Asked = Readonly<Record<string, string | string[] | undefined>>;

/** A finished month does not change any more, save for the certificates issued to it. */
const kept = new Remembered<OwnMonth>(400, 4);

export const scopeOf = cache(
  async (participant: string): Promise<OwnScope> => ownScope(await store(), participant),
);

export const monthsOf = cache(async (participant: string): Promise<OwnMonthMark[]> => {
  return ownMonths(await store(), await scopeOf(participant));
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
