"use server";

import { redirect } from "next/navigation";
import { store } from "@/app/_server/market";
import { requestOrigin } from "@/app/_server/request";
import { cookieToken, dropSessionCookie, setSessionCookie } from "@/app/_server/session-cookie";
import type { SignInAnswer } from "@/components/account/sign-in-form";
import { noteEvent } from "@/lib/auth/events";
import { ownPath } from "@/lib/auth/own-path";
import { revokeSession, sessionOf } from "@/lib/auth/sessions";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { homeOf } from "@/lib/auth/workplaces";

/** Opens a session for an e-mail and its password, and goes where the person wanted to. */
export async function signIn(_: SignInAnswer | undefined, form: FormData): Promise<SignInAnswer> {
  const database = await store();
  const given = { email: form.get("email"), password: form.get("password") };
  const answer = await signInWithPassword(database, given, await requestOrigin());
  if (!answer.ok) return { ...answer, email: String(given.email ?? "").slice(0, 254) };
  await endOwnSession();
  await setSessionCookie(answer.session.token);
  redirect(ownPath(form.get("next")) ?? homeOf[answer.account.role]);
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await endOwnSession();
  await dropSessionCookie();
  redirect("/");
}

/** The session this browser brought along ends: nobody who had planted or kept it goes on with it. */
async function endOwnSession(): Promise<void> {
  const token = await cookieToken();
  const database = await store();
  const session = token === undefined ? undefined : await sessionOf(database, token);
  if (session === undefined) return;
  await revokeSession(database, session.account.id, session.id);
  await noteEvent(database, "sign-out", session.account, await requestOrigin());
}
