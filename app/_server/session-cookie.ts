import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { knownForMs } from "@/lib/auth/known-browser";
import { ownCookieAt } from "@/lib/auth/session-cookie";
import { sessionSecret } from "@/lib/auth/session-key";
import { longestMs } from "@/lib/auth/sessions";
import { dataDir, publicUrl } from "./market";

export const sessionSeconds = longestMs / 1000;

export const sessionCookie = () => ownCookieAt(publicUrl(), "session");

let secret: string | undefined;

export function ownSecret(): string {
  secret ??= sessionSecret(dataDir());
  return secret;
}

/** The token of this browser's session, from next-auth's encrypted cookie. */
export async function cookieToken(): Promise<string | undefined> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (token === undefined) return undefined;
  try {
    return tokenOf(await decode({ token, secret: ownSecret() }));
  } catch {
    // Altered, expired, or of another market.
    return undefined;
  }
}

/** Nothing but the session's token stands in the cookie: everything else is looked up. */
export function tokenOf(claims: unknown): string | undefined {
  const sid = typeof claims === "object" && claims !== null && "sid" in claims ? claims.sid : undefined;
  return typeof sid === "string" ? sid : undefined;
}

/** Hands the browser its session. Only in server actions and handlers. */
export async function setSessionCookie(token: string): Promise<void> {
  const { name, options } = sessionCookie();
  const value = await encode({ token: { sid: token }, secret: ownSecret(), maxAge: sessionSeconds });
  (await cookies()).set(name, value, { ...options, maxAge: sessionSeconds });
}

export async function dropSessionCookie(): Promise<void> {
  const { name, options } = sessionCookie();
  (await cookies()).set(name, "", { ...options, maxAge: 0 });
}

/** What this browser kept of being let in before (`browserMark`). It stays when a session ends. */
export async function cookieMark(): Promise<string | undefined> {
  return (await cookies()).get(ownCookieAt(publicUrl(), "known").name)?.value;
}

/** Only in server actions and handlers. */
export async function setMarkCookie(mark: string): Promise<void> {
  const { name, options } = ownCookieAt(publicUrl(), "known");
  (await cookies()).set(name, mark, { ...options, maxAge: knownForMs / 1000 });
}
