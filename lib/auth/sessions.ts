import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Prisma } from "@/lib/store/generated/client";
import type { Store } from "@/lib/store/store";
import { type Account, openAccount } from "./accounts";
import { holdAccount } from "./hold-account";
import { openJson, sealJson } from "./sealed";
import { freshToken, hashOfToken } from "./tokens";

/** How long a session may stay unused, and how long it lasts at most (OWASP ASVS 5 §7.3). */
export const idleMs = 12 * 3600_000;
export const longestMs = 7 * 24 * 3600_000;
/** A visit is noted so often at most: not every request writes. */
const noteEveryMs = 60_000;

/** Where a request comes from, as its headers say. */
export interface Origin {
  readonly address: string;
  readonly agent: string;
}

export type SignInMethod = "password" | "oidc" | "link";

export interface OpenedSession {
  readonly id: string;
  /** The browser keeps it; here stays its hash. */
  readonly token: string;
}

/** One session as its owner sees it listed. */
export interface ListedSession extends Origin {
  readonly id: string;
  readonly method: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
}

const originShape = z.object({ address: z.string(), agent: z.string() });
const subjectOf = (id: string): string => `session/${id}`;

/**
 * A session for an account as it was when its proof was looked at; undefined where it was disabled since, or has
 * another password or none.
 */
export function admitSession(
  store: Store,
  { id, passwordHash }: Pick<Account, "id" | "passwordHash">,
  method: SignInMethod,
  origin: Origin,
): Promise<OpenedSession | undefined> {
  return holdAccount(store, id, async (tx, row) => {
    const isAsItWas = row?.disabledAt === null && row.passwordHash === (passwordHash ?? null);
    return isAsItWas ? openSession(store, id, method, origin, tx) : undefined;
  });
}

/**
 * A session from now on, with its token, of which the database holds a hash only. `session` may be a
 * transaction's.
 */
export async function openSession(
  store: Store,
  accountId: string,
  method: SignInMethod,
  { address, agent }: Origin,
  { session }: Prisma.TransactionClient = store.prisma,
): Promise<OpenedSession> {
  const id = randomUUID();
  const token = freshToken();
  const sealed = sealJson(store, subjectOf(id), { address, agent: agent.slice(0, 400) });
  const expiresAt = new Date(Date.now() + longestMs);
  await session.create({
    data: { id, tokenHash: hashOfToken(token), accountId, method, expiresAt, sealed },
  });
  return { id, token };
}

/** Whose session the token opens now; undefined when it ended, was revoked, or the account was disabled. */
export async function sessionOf(
  store: Store,
  token: string,
): Promise<{ readonly id: string; readonly account: Account } | undefined> {
  const row = await store.prisma.session.findUnique({
    where: { tokenHash: hashOfToken(token) },
    include: { account: true },
  });
  if (row === null || !isLive(row, Date.now()) || row.account.disabledAt !== null) return undefined;
  if (Date.now() - row.seenAt.getTime() > noteEveryMs) {
    await store.prisma.session.updateMany({ where: { id: row.id }, data: { seenAt: new Date() } });
  }
  return { id: row.id, account: openAccount(store, row.account) };
}

interface Life {
  readonly seenAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

function isLive({ seenAt, expiresAt, revokedAt }: Life, now: number): boolean {
  return revokedAt === null && now < expiresAt.getTime() && now - seenAt.getTime() < idleMs;
}

/** The account's live sessions, the last used first. */
export async function listSessions(store: Store, accountId: string): Promise<ListedSession[]> {
  const now = new Date();
  const rows = await store.prisma.session.findMany({
    where: {
      accountId,
      revokedAt: null,
      expiresAt: { gt: now },
      seenAt: { gt: new Date(now.getTime() - idleMs) },
    },
    orderBy: { seenAt: "desc" },
  });
  return rows.map(({ id, method, createdAt, seenAt, sealed }) => {
    return { id, method, createdAt, seenAt, ...openJson(store, subjectOf(id), sealed, originShape) };
  });
}

/** Ends one session of this account; false where it has none of this id. */
export async function revokeSession(store: Store, accountId: string, id: string): Promise<boolean> {
  const { count } = await store.prisma.session.updateMany({
    where: { id, accountId, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  return count > 0;
}

/** Ends all sessions of the account but the one named; how many those were. */
export async function revokeSessions(
  store: Store,
  accountId: string,
  except?: string,
  { session }: Prisma.TransactionClient = store.prisma,
): Promise<number> {
  const { count } = await session.updateMany({
    where: { accountId, revokedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    data: { revokedAt: new Date() },
  });
  return count;
}
