import type { ParticipantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { participantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Workplace } from "./viewer";

const workplaces: Readonly<Record<string, Workplace>> = {
  exchange: "exchange",
  regulator: "regulator",
  consumer: "enterprise",
  generator: "enterprise",
  retailer: "enterprise",
};

/** Where the people of a participant of this kind work; the grid company submits by machine and has none. */
export function workplaceOf(kind: string): Workplace | undefined {
  return workplaces[kind];
}

/** The page a workplace begins with. */
export const homeOf: Readonly<Record<Workplace, string>> = {
  enterprise: "/dashboard",
  regulator: "/overview",
  exchange: "/exchange",
};

/** Where somebody who signed in goes: where it wanted to, unless that is another workplace's. */
export function landing(role: Workplace, next: string | undefined): string {
  const home = homeOf[role];
  const first = `/${next?.split(/[/?#]/)[1] ?? ""}`;
  const isOthers = first !== home && Object.values(homeOf).includes(first);
  return next === undefined || isOthers ? home : next;
}

/** A participant by its trace code. Throws SealBroken. */
export async function participantOf(store: Store, code: string): Promise<ParticipantRow | undefined> {
  const row = await store.prisma.participant.findUnique({ where: { code } });
  return row === null ? undefined : openState<ParticipantRow>(store, participantTable, row);
}

/** By trace code or by the id it was imported under. */
export async function findParticipant(store: Store, written: string): Promise<ParticipantRow | undefined> {
  const byCode = await participantOf(store, written.trim().toUpperCase());
  if (byCode) return byCode;
  const idIndex = store.vault.blind("participant.id", written.trim());
  const row = await store.prisma.participant.findFirst({ where: { idIndex } });
  return row === null ? undefined : openState<ParticipantRow>(store, participantTable, row);
}

/** The exchange the market was founded with. */
export async function firstExchange(store: Store): Promise<ParticipantRow | undefined> {
  const row = await store.prisma.participant.findFirst({
    where: { role: "exchange" },
    orderBy: { entry: "asc" },
  });
  return row === null ? undefined : openState<ParticipantRow>(store, participantTable, row);
}
