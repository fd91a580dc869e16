import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Store } from "@/lib/store/store";
import type { Account } from "./accounts";
import { openJson, sealJson } from "./sealed";
import type { Origin } from "./sessions";

export const eventKinds = [
  "sign-in",
  "sign-in-failed",
  "sign-out",
  "invited",
  "invitation-revoked",
  "accepted",
  "password-changed",
  "reset-offered",
  "reset",
  "session-revoked",
  "disabled",
  "enabled",
  "admin-made",
  "admin-unmade",
] as const;
export type EventKind = (typeof eventKinds)[number];

export interface SecurityEvent extends Origin {
  readonly id: string;
  readonly at: Date;
  readonly kind: EventKind;
  /** Whose account. */
  readonly email: string;
  /** Who did it, where that is somebody else; "" otherwise. */
  readonly by: string;
}

const detail = z.object({ email: z.string(), by: z.string(), address: z.string(), agent: z.string() });
const subjectOf = (id: string): string => `security-event/${id}`;

/** Notes what happened to an account, for its organisation's administrators. */
export async function noteEvent(
  store: Store,
  kind: EventKind,
  account: Pick<Account, "id" | "email" | "participant">,
  { address, agent }: Origin,
  by = "",
): Promise<void> {
  const id = randomUUID();
  const said = { email: account.email, by, address, agent: agent.slice(0, 400) };
  await store.prisma.securityEvent.create({
    data: {
      id,
      kind,
      participant: account.participant,
      accountId: account.id,
      sealed: sealJson(store, subjectOf(id), said),
    },
  });
}

/** The newest events of an organisation. */
export async function eventsOf(store: Store, participant: string, most: number): Promise<SecurityEvent[]> {
  const rows = await store.prisma.securityEvent.findMany({
    where: { participant },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: most,
  });
  const kinds = z.enum(eventKinds);
  return rows.map(({ id, at, kind, sealed }) => {
    return { id, at, kind: kinds.parse(kind), ...openJson(store, subjectOf(id), sealed, detail) };
  });
}
