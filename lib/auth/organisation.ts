import type { Store } from "@/lib/store/store";
import { type Account, accountByEmail, accountById, accountsOf, createAccount, parseEmail } from "./accounts";
import { noteEvent } from "./events";
import { holdAccount } from "./hold-account";
import type { Limit } from "./limits";
import { makeLink, type OneTimeLink, spendLinks } from "./links";
import { type Origin, revokeSessions } from "./sessions";
import type { Viewer, Workplace } from "./viewer";
import { findParticipant, workplaceOf } from "./workplaces";

/** Links one administrator may make. */
export const invitations: Limit = { name: "invitation/account", points: 40, seconds: 3600 };

/** A person of an organisation as its administrators see it. */
export interface Member {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isAdmin: boolean;
  readonly state: "active" | "invited" | "expired" | "disabled";
  /** Until when its invitation can be accepted. */
  readonly invitedUntil: Date | undefined;
  readonly lastSeenAt: Date | undefined;
}

/**
 * The accounts of an organisation with when each was last here and until when its invitation waits.
 * Throws SealBroken.
 */
export async function listMembers(store: Store, participant: string): Promise<Member[]> {
  const accounts = await accountsOf(store, participant);
  const ids = accounts.map(({ id }) => id);
  const [seen, open] = await Promise.all([
    store.prisma.session.groupBy({
      by: ["accountId"],
      where: { accountId: { in: ids } },
      _max: { seenAt: true },
    }),
    store.prisma.oneTimeLink.findMany({
      where: {
        accountId: { in: ids },
        purpose: "invitation",
        spentAt: null,
        expiresAt: { gt: new Date() },
      },
    }),
  ]);
  const lastSeen = new Map(seen.map(({ accountId, _max }) => [accountId, _max.seenAt ?? undefined]));
  const until = new Map(open.map(({ accountId, expiresAt }) => [accountId, expiresAt]));
  return accounts.map((account) => {
    const { id, email, name, isAdmin } = account;
    const invitedUntil = until.get(id);
    const state = stateOf(account, invitedUntil);
    return { id, email, name, isAdmin, state, invitedUntil, lastSeenAt: lastSeen.get(id) };
  });
}

function stateOf({ disabledAt, activeAt }: Account, invitedUntil: Date | undefined): Member["state"] {
  if (disabledAt !== undefined) return "disabled";
  if (activeAt !== undefined) return "active";
  return invitedUntil === undefined ? "expired" : "invited";
}

export type Invited =
  | { readonly ok: true; readonly link: OneTimeLink; readonly email: string; readonly organisation: string }
  | { readonly ok: false; readonly code: "email" | "taken" | "participant" | "role" | "not-yours" };

interface Invitation {
  readonly email: unknown;
  readonly isAdmin: boolean;
  /** Another organisation's code or imported id, for its first administrator; one's own where none is given. */
  readonly participant?: string;
}

/** An administrator invites somebody; the exchange's also the first administrator of another organisation. */
export async function invite(
  store: Store,
  by: Viewer,
  { email, isAdmin, participant }: Invitation,
  origin: Origin,
): Promise<Invited> {
  if (!by.isAdmin) return { ok: false, code: "not-yours" };
  const found = await findParticipant(store, participant ?? by.participant);
  const elsewhere = found?.code !== by.participant;
  // Who is in the market besides is told to the exchange only.
  if (elsewhere && by.role !== "exchange") return { ok: false, code: "not-yours" };
  if (found === undefined) return { ok: false, code: "participant" };
  if (elsewhere && (await hasAdmin(store, found.code))) return { ok: false, code: "not-yours" };
  const given = { email, isAdmin: isAdmin || elsewhere, participant: found.code };
  const role = workplaceOf(found.role);
  if (role === undefined) return { ok: false, code: "role" };
  const invited = await inviteTo(store, { ...given, role });
  if (!invited.ok) return invited;
  await noteEvent(store, "invited", invited.account, origin, by.email);
  return { ok: true, link: invited.link, email: invited.account.email, organisation: found.name };
}

async function hasAdmin(store: Store, participant: string): Promise<boolean> {
  const where = { participant, isAdmin: true, disabledAt: null, activeAt: { not: null } };
  return (await store.prisma.account.count({ where })) > 0;
}

type InvitedTo =
  | { readonly ok: true; readonly account: Account; readonly link: OneTimeLink }
  | { readonly ok: false; readonly code: "email" | "taken" };

/** Makes the account, without a password, and the link to choose one; anew for somebody who has not come yet. */
export async function inviteTo(
  store: Store,
  given: {
    readonly email: unknown;
    readonly role: Workplace;
    readonly participant: string;
    readonly isAdmin: boolean;
  },
): Promise<InvitedTo> {
  const email = parseEmail(given.email);
  if (email === undefined) return { ok: false, code: "email" };
  const made = await createAccount(store, { ...given, email });
  const account = made ?? (await waiting(store, email, given.participant));
  if (account === undefined) return { ok: false, code: "taken" };
  if (made === undefined) {
    await store.prisma.account.update({ where: { id: account.id }, data: { isAdmin: given.isAdmin } });
  }
  return { ok: true, account, link: await makeLink(store, "invitation", account.id) };
}

/** Somebody invited to this organisation who has not accepted. */
async function waiting(store: Store, email: string, participant: string): Promise<Account | undefined> {
  const found = await accountByEmail(store, email);
  const isWaiting = found?.activeAt === undefined && found?.disabledAt === undefined;
  return found?.participant === participant && isWaiting ? found : undefined;
}

export type Changed =
  | { readonly ok: true; readonly account: Account; readonly link?: OneTimeLink }
  | { readonly ok: false; readonly code: "unknown" | "last-admin" | "self" | "state" | "not-yours" };

const memberChanges = [
  "make-admin",
  "unmake-admin",
  "disable",
  "enable",
  "reset",
  "revoke-invitation",
] as const;
export type MemberChange = (typeof memberChanges)[number];

/** A change as a form names it. */
export function memberChange(written: unknown): MemberChange | undefined {
  return memberChanges.find((change) => change === written);
}

/** What an administrator does with an account of its own organisation; another's is unknown to it. */
export async function changeMember(
  store: Store,
  by: Viewer,
  accountId: string,
  change: MemberChange,
  origin: Origin,
): Promise<Changed> {
  if (!by.isAdmin) return { ok: false, code: "not-yours" };
  const account = await accountById(store, accountId);
  if (account?.participant !== by.participant) return { ok: false, code: "unknown" };
  const refused = refusalOf(by, account, change);
  if (refused !== undefined) return { ok: false, code: refused };
  switch (change) {
    case "make-admin":
      await store.prisma.account.update({ where: { id: accountId }, data: { isAdmin: true } });
      await noteEvent(store, "admin-made", account, origin, by.email);
      return { ok: true, account };
    case "unmake-admin":
      if (!(await withoutAdmin(store, account, { isAdmin: false }))) return { ok: false, code: "last-admin" };
      await noteEvent(store, "admin-unmade", account, origin, by.email);
      return { ok: true, account };
    case "disable":
      if (!(await withoutAdmin(store, account, { disabledAt: new Date() })))
        return { ok: false, code: "last-admin" };
      await Promise.all([revokeSessions(store, accountId), spendLinks(store, "reset", accountId)]);
      await noteEvent(store, "disabled", account, origin, by.email);
      return { ok: true, account };
    case "enable":
      await store.prisma.account.update({ where: { id: accountId }, data: { disabledAt: null } });
      await noteEvent(store, "enabled", account, origin, by.email);
      return { ok: true, account };
    case "reset":
      return offerReset(store, by, account, origin);
    case "revoke-invitation":
      if (!(await forgetInvited(store, account))) return { ok: false, code: "state" };
      await noteEvent(store, "invitation-revoked", account, origin, by.email);
      return { ok: true, account };
  }
}

function refusalOf(by: Viewer, account: Account, change: MemberChange): "self" | "state" | undefined {
  const isActive = account.activeAt !== undefined && account.disabledAt === undefined;
  if (change === "revoke-invitation") return account.activeAt === undefined ? undefined : "state";
  if (change === "enable") return account.disabledAt === undefined ? "state" : undefined;
  if (!isActive) return "state";
  const isOwn = account.id === by.accountId;
  return isOwn && (change === "disable" || change === "reset") ? "self" : undefined;
}

/** False where it was accepted meanwhile. */
async function forgetInvited({ prisma }: Store, { id }: Account): Promise<boolean> {
  return (await prisma.account.deleteMany({ where: { id, activeAt: null } })).count > 0;
}

/** The old password and all sessions end at once: a reset is asked for when they may be in wrong hands. */
async function offerReset(store: Store, by: Viewer, account: Account, origin: Origin): Promise<Changed> {
  await dropPassword(store, account);
  const link = await makeLink(store, "reset", account.id);
  await noteEvent(store, "reset-offered", account, origin, by.email);
  return { ok: true, account, link };
}

/** Nobody comes in any more until a new password is chosen by link. */
export function dropPassword(store: Store, { id }: Account): Promise<void> {
  return holdAccount(store, id, async (tx) => {
    await tx.account.update({ where: { id }, data: { passwordHash: null } });
    await revokeSessions(store, id, undefined, tx);
  });
}

/** Changes an account unless the organisation would be left without an administrator. Decided under a lock. */
function withoutAdmin(
  store: Store,
  { id, participant }: Account,
  data: { readonly isAdmin: false } | { readonly disabledAt: Date },
): Promise<boolean> {
  return store.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM account WHERE participant = ${participant} ORDER BY id FOR UPDATE`;
    const others = await tx.account.count({
      where: { participant, isAdmin: true, disabledAt: null, activeAt: { not: null }, id: { not: id } },
    });
    const own = await tx.account.findUnique({ where: { id } });
    if (others === 0 && own?.isAdmin) return false;
    await tx.account.update({ where: { id }, data });
    return true;
  });
}
