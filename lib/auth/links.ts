import type { Store } from "@/lib/store/store";
import { type Account, openAccount } from "./accounts";
import { freshToken, hashOfToken } from "./tokens";

/** What a one-time link is for. Its address is `/<purpose>/<token>`. */
export type LinkPurpose = "setup" | "invitation" | "reset";

/** A purpose as a form names it. */
export function linkPurpose(written: unknown): LinkPurpose | undefined {
  return written === "setup" || written === "invitation" || written === "reset" ? written : undefined;
}

const hourMs = 3600_000;
const lifeMs: Readonly<Record<LinkPurpose, number>> = {
  setup: 24 * hourMs,
  invitation: 7 * 24 * hourMs,
  reset: 24 * hourMs,
};

export interface OneTimeLink {
  /** To be handed over; shown once, kept nowhere. */
  readonly path: string;
  readonly expiresAt: Date;
}

/** A new link; earlier ones for the same purpose and account are good for nothing from now on. */
export async function makeLink(store: Store, purpose: LinkPurpose, accountId?: string): Promise<OneTimeLink> {
  await spendLinks(store, purpose, accountId);
  const token = freshToken();
  const expiresAt = new Date(Date.now() + lifeMs[purpose]);
  await store.prisma.oneTimeLink.create({
    data: { tokenHash: hashOfToken(token), purpose, accountId: accountId ?? null, expiresAt },
  });
  return { path: `/${purpose}/${token}`, expiresAt };
}

/** Makes the open links of an account useless. */
export async function spendLinks(store: Store, purpose: LinkPurpose, accountId?: string): Promise<void> {
  await store.prisma.oneTimeLink.updateMany({
    where: { purpose, accountId: accountId ?? null, spentAt: null },
    data: { spentAt: new Date() },
  });
}

/** Whose link it is. Looking does not spend it: mail programs and messengers look, too. */
export interface OpenLink {
  /** None for a setup. */
  readonly account: Account | undefined;
  readonly expiresAt: Date;
}

/** Undefined for a link that is unknown, used, replaced, expired, or whose account was disabled. */
export async function readLink(
  store: Store,
  purpose: LinkPurpose,
  token: string,
): Promise<OpenLink | undefined> {
  const row = await store.prisma.oneTimeLink.findUnique({
    where: { tokenHash: hashOfToken(token), purpose, spentAt: null, expiresAt: { gt: new Date() } },
    include: { account: true },
  });
  if (row === null || row.account?.disabledAt) return undefined;
  // A market is set up once: somebody may have come another way since the link was made.
  if (purpose === "setup" && (await store.prisma.account.count()) > 0) return undefined;
  return { account: row.account ? openAccount(store, row.account) : undefined, expiresAt: row.expiresAt };
}

/** Uses it up; false when somebody was faster. */
export async function spendLink(store: Store, purpose: LinkPurpose, token: string): Promise<boolean> {
  const { count } = await store.prisma.oneTimeLink.updateMany({
    where: { tokenHash: hashOfToken(token), purpose, spentAt: null, expiresAt: { gt: new Date() } },
    data: { spentAt: new Date() },
  });
  return count === 1;
}

/** Whether an account's invitation can still be accepted. */
export async function readOpenInvitation(store: Store, accountId: string): Promise<boolean> {
  const where = { accountId, purpose: "invitation", spentAt: null, expiresAt: { gt: new Date() } };
  return (await store.prisma.oneTimeLink.count({ where })) > 0;
}
