import type { Store } from "@/lib/store/store";
import { type Account, accountByEmail, parseEmail } from "./accounts";
import { networkOf } from "./agent";
import { noteEvent } from "./events";
import { browserMark, knownBrowser } from "./known-browser";
import { admit, forget, giveBack, type Limit } from "./limits";
import { isPassword } from "./passwords";
import { admitSession, type OpenedSession, type Origin } from "./sessions";

// Of one person at one place, of one account wherever it is tried, of one place whatever it tries.
const here: Limit = { name: "sign-in/here", points: 6, seconds: 15 * 60 };
const account: Limit = { name: "sign-in/account", points: 60, seconds: 3600 };
const place: Limit = { name: "sign-in/place", points: 80, seconds: 15 * 60 };
// Of one browser that was let in for this account before, and of all of those.
const known: Limit = { name: "sign-in/known", points: 6, seconds: 15 * 60 };
const knownAll: Limit = { name: "sign-in/known-all", points: 60, seconds: 3600 };

export type SignedIn =
  | {
      readonly ok: true;
      readonly session: OpenedSession;
      readonly account: Account;
      /** The browser keeps it, and is known by it (`browserMark`). */
      readonly mark: string;
    }
  /** E-mail and password do not belong together; which of the two is wrong is not said. */
  | { readonly ok: false; readonly code: "wrong" }
  | { readonly ok: false; readonly code: "later"; readonly retryAfterS: number };

/**
 * Opens a session for an e-mail and its password. Every attempt is counted before the password is looked at, so that
 * many at once do not slip through; a success takes it back. `mark` is what the browser kept of an earlier one.
 */
export async function signInWithPassword(
  store: Store,
  given: { readonly email: unknown; readonly password: unknown; readonly mark?: string | undefined },
  origin: Origin,
): Promise<SignedIn> {
  const email = parseEmail(given.email);
  const password = typeof given.password === "string" ? given.password.slice(0, 1024) : "";
  if (email === undefined) return { ok: false, code: "wrong" };
  const browser = knownBrowser(store, email, given.mark);
  const counted = countersOf(email, networkOf(origin.address), browser);
  for (const [limit, whose] of counted) {
    const admitted = await admit(store, limit, whose);
    if (!admitted.ok) return { ok: false, code: "later", retryAfterS: admitted.retryAfterS };
  }
  const found = await accountByEmail(store, email);
  const isOwner = await isPassword(found?.passwordHash, password);
  const session = found && isOwner ? await admitSession(store, found, "password", origin) : undefined;
  if (found === undefined || session === undefined) {
    if (found) await noteEvent(store, "sign-in-failed", found, origin);
    return { ok: false, code: "wrong" };
  }
  await forget(store, ...counted[0]);
  for (const [limit, whose] of counted.slice(1)) await giveBack(store, limit, whose);
  await noteEvent(store, "sign-in", found, origin);
  return { ok: true, session, account: found, mark: browserMark(store, email) };
}

type Counter = readonly [Limit, string];

/** A browser that is known has counters of its own: what others try from elsewhere, or beside it, does not fill them. */
function countersOf(
  email: string,
  network: string,
  browser: string | undefined,
): readonly [Counter, ...Counter[]] {
  if (browser !== undefined) {
    return [
      [known, `${email} ${browser}`],
      [knownAll, email],
    ];
  }
  return [
    [here, `${email} ${network}`],
    [account, email],
    [place, network],
  ];
}
