import type { Store } from "@/lib/store/store";
import { type Account, accountById, createAccount, parseEmail, renameAccount } from "./accounts";
import { networkOf } from "./agent";
import { commonPasswords } from "./common-passwords";
import { type EventKind, noteEvent } from "./events";
import { holdAccount } from "./hold-account";
import { browserMark } from "./known-browser";
import { admit, giveBack, type Limit } from "./limits";
import { type LinkPurpose, type OpenLink, readLink, spendLink } from "./links";
import { type AboutPerson, type PasswordFlaw, passwordFlaw } from "./password-rules";
import { hashPassword, isPassword } from "./passwords";
import { admitSession, type OpenedSession, type Origin, revokeSessions } from "./sessions";
import { firstExchange, participantOf } from "./workplaces";

const links: Limit = { name: "link/place", points: 30, seconds: 15 * 60 };
const changes: Limit = { name: "password/account", points: 8, seconds: 15 * 60 };

type Later = { readonly ok: false; readonly code: "later"; readonly retryAfterS: number };
type Flawed = { readonly ok: false; readonly code: PasswordFlaw };

export type LinkUsed =
  | { readonly ok: true; readonly session: OpenedSession; readonly account: Account; readonly mark: string }
  | { readonly ok: false; readonly code: "link" | "email" | "taken" }
  | Flawed
  | Later;

/** What a person fills in where a link has led it; `email` where the account is made only now (setup). */
export interface Chosen {
  readonly password: string;
  readonly name?: string;
  readonly email?: unknown;
}

/** Chooses the password a link is for, and signs in with it. A refused password leaves the link as it was. */
export async function redeemLink(
  store: Store,
  purpose: LinkPurpose,
  token: string,
  chosen: Chosen,
  origin: Origin,
): Promise<LinkUsed> {
  const admitted = await admit(store, links, networkOf(origin.address));
  if (!admitted.ok) return { ...admitted, code: "later" };
  const link = await readLink(store, purpose, token);
  if (link === undefined) return { ok: false, code: "link" };
  const person = await personOf(store, link, chosen);
  if (!person.ok) return person;
  const flaw = await flawOf(store, chosen.password, person);
  if (flaw !== undefined) return { ok: false, code: flaw };
  const passwordHash = await hashPassword(chosen.password);
  if (!(await spendLink(store, purpose, token))) return { ok: false, code: "link" };
  const account = await settle(store, link, { ...person, passwordHash });
  if (account === undefined) return { ok: false, code: link.account === undefined ? "taken" : "link" };
  const session = await admitSession(store, account, "link", origin);
  if (session === undefined) return { ok: false, code: "link" };
  await noteEvent(store, eventOf[purpose], account, origin);
  await giveBack(store, links, networkOf(origin.address));
  return { ok: true, session, account, mark: browserMark(store, account.email) };
}

const eventOf: Readonly<Record<LinkPurpose, EventKind>> = {
  setup: "accepted",
  invitation: "accepted",
  reset: "reset",
};

interface Choosing {
  readonly ok: true;
  readonly email: string;
  readonly name: string;
  readonly participant: string;
}

async function personOf(
  store: Store,
  { account }: OpenLink,
  { name = "", email }: Chosen,
): Promise<Choosing | { readonly ok: false; readonly code: "email" | "link" }> {
  if (account !== undefined) {
    return { ok: true, email: account.email, name: name || account.name, participant: account.participant };
  }
  const parsed = parseEmail(email);
  if (parsed === undefined) return { ok: false, code: "email" };
  const exchange = await firstExchange(store);
  if (exchange === undefined) return { ok: false, code: "link" };
  return { ok: true, email: parsed, name, participant: exchange.code };
}

/** All sessions end; undefined where the e-mail is taken, or the account is disabled or gone by now. */
async function settle(
  store: Store,
  { account }: OpenLink,
  { email, name, participant, passwordHash }: Choosing & { readonly passwordHash: string },
): Promise<Account | undefined> {
  if (account === undefined) {
    return createAccount(store, { email, name, participant, passwordHash, role: "exchange", isAdmin: true });
  }
  const isSet = await holdAccount(store, account.id, async (tx, row) => {
    if (row?.disabledAt !== null) return false;
    await revokeSessions(store, account.id, undefined, tx);
    const now = new Date();
    const data = { passwordHash, passwordAt: now, activeAt: row.activeAt ?? now };
    await tx.account.update({ where: { id: account.id }, data });
    return true;
  });
  if (!isSet) return undefined;
  if (name !== account.name) await renameAccount(store, account, name);
  return accountById(store, account.id);
}

async function flawOf(
  store: Store,
  password: string,
  {
    email,
    name,
    participant,
  }: { readonly email: string; readonly name: string; readonly participant: string },
): Promise<PasswordFlaw | undefined> {
  const organisation = (await participantOf(store, participant))?.name ?? "";
  const about: AboutPerson = { email, name, organisation };
  return passwordFlaw(password, about, await commonPasswords());
}

export type PasswordChanged =
  | { readonly ok: true; readonly ended: number }
  | { readonly ok: false; readonly code: "wrong" | "same" }
  | Flawed
  | Later;

/** Takes the old password for the new one; all sessions but `sessionId` end. */
export async function changePassword(
  store: Store,
  { accountId, sessionId }: { readonly accountId: string; readonly sessionId: string },
  given: { readonly old: string; readonly password: string },
  origin: Origin,
): Promise<PasswordChanged> {
  const admitted = await admit(store, changes, accountId);
  if (!admitted.ok) return { ...admitted, code: "later" };
  const account = await accountById(store, accountId);
  // An account that has only ever come through the identity provider has no old one to give.
  const isOwner = account?.passwordHash === undefined || (await isPassword(account.passwordHash, given.old));
  if (account === undefined || !isOwner) return { ok: false, code: "wrong" };
  if (given.password === given.old) return { ok: false, code: "same" };
  const flaw = await flawOf(store, given.password, account);
  if (flaw !== undefined) return { ok: false, code: flaw };
  const passwordHash = await hashPassword(given.password);
  const ended = await exchangePassword(store, account, sessionId, passwordHash);
  if (ended === undefined) return { ok: false, code: "wrong" };
  await noteEvent(store, "password-changed", account, origin);
  return { ok: true, ended };
}

/** How many other sessions ended; undefined where the session or the password looked at has ended meanwhile. */
function exchangePassword(
  store: Store,
  { id, passwordHash: known }: Account,
  sessionId: string,
  passwordHash: string,
): Promise<number | undefined> {
  return holdAccount(store, id, async (tx, row) => {
    const isLive = await tx.session.count({ where: { id: sessionId, accountId: id, revokedAt: null } });
    if (isLive === 0 || row?.passwordHash !== (known ?? null)) return undefined;
    await tx.account.update({ where: { id }, data: { passwordHash, passwordAt: new Date() } });
    return revokeSessions(store, id, sessionId, tx);
  });
}
