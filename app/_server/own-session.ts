import "server-only";
import { noteEvent } from "@/lib/auth/events";
import { type OpenedSession, revokeSession, sessionOf } from "@/lib/auth/sessions";
import { store } from "./market";
import { requestOrigin } from "./request";
import { cookieToken, setSessionCookie } from "./session-cookie";

/** The session this browser brought along ends: nobody who had planted or kept it goes on with it. */
export async function endOwnSession(): Promise<void> {
  const token = await cookieToken();
  const database = await store();
  const session = token === undefined ? undefined : await sessionOf(database, token);
  if (session === undefined) return;
  await revokeSession(database, session.account.id, session.id);
  await noteEvent(database, "sign-out", session.account, await requestOrigin());
}

/** A new session in place of whatever there was. */
export async function beginSession({ token }: OpenedSession): Promise<void> {
  await endOwnSession();
  await setSessionCookie(token);
}
