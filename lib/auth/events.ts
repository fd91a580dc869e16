import { randomUUID } from "node:crypto";
import { z } from "zod";
import { compareText } from "@/lib/crypto/bytes";
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
  "run-taken-over",
  "run-ended",
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

/**
 * The newest events of an organisation, at most half of them failed attempts to sign in: those anybody can make, and
 * would otherwise push out of sight what came before.
 */
export async function eventsOf(store: Store, participant: string, most: number): Promise<SecurityEvent[]> {
  const newest = (kind: string | { readonly not: string }, take: number) =>
    store.prisma.securityEvent.findMany({
      where: { participant, kind },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take,
    });
  const failed = await newest("sign-in-failed", Math.floor(most / 2));
  const others = await newest({ not: "sign-in-failed" }, most - failed.length);
  const rows = [...failed, ...others].sort(
    (a, b) => b.at.getTime() - a.at.getTime() || compareText(b.id, a.id),
  );
  const kinds = z.enum(eventKinds);
  return rows.map(({ id, at, kind, sealed }) => {
    return { id, at, kind: kinds.parse(kind), ...openJson(store, subjectOf(id), sealed, detail) };
  });
}
