"use server";

import { redirect } from "next/navigation";
import { store } from "@/app/_server/market";
import { oidcAddress } from "@/app/_server/oidc";
import { beginSession, endOwnSession } from "@/app/_server/own-session";
import { requestOrigin } from "@/app/_server/request";
import { cookieMark, dropSessionCookie, setMarkCookie } from "@/app/_server/session-cookie";
import type { ChosenAnswer } from "@/components/account/choose-form";
import type { SignInAnswer } from "@/components/account/sign-in-form";
import { redeemLink } from "@/lib/auth/choose-password";
import { linkPurpose } from "@/lib/auth/links";
import { ownPath } from "@/lib/auth/own-path";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { homeOf, landing } from "@/lib/auth/workplaces";

/** Opens a session for an e-mail and its password, and goes where the person wanted to. */
export async function signIn(_: SignInAnswer | undefined, form: FormData): Promise<SignInAnswer> {
  const given = { email: form.get("email"), password: form.get("password") };
  const seen = { ...given, mark: await cookieMark() };
  const answer = await signInWithPassword(await store(), seen, await requestOrigin());
  if (!answer.ok) return { ...answer, email: textOf(given.email) };
  await beginSession(answer.session);
  await setMarkCookie(answer.mark);
  redirect(landing(answer.account.role, ownPath(form.get("next"))));
}

/** Goes to the organisation's identity provider. */
export async function signInElsewhere(form: FormData): Promise<void> {
  redirect(await oidcAddress(ownPath(form.get("next")) ?? "/sign-in"));
}

/** Uses a one-time link: chooses the password it is for and signs in with it. */
export async function chooseByLink(_: ChosenAnswer | undefined, form: FormData): Promise<ChosenAnswer> {
  const purpose = linkPurpose(form.get("purpose"));
  const [name, email] = [textOf(form.get("name")), textOf(form.get("email"))];
  if (purpose === undefined) return { ok: false, code: "link", name, email };
  const chosen = { password: passwordOf(form.get("password")), name, email };
  const answer = await redeemLink(
    await store(),
    purpose,
    textOf(form.get("token")),
    chosen,
    await requestOrigin(),
  );
  if (!answer.ok) return { ...answer, name, email };
  await beginSession(answer.session);
  await setMarkCookie(answer.mark);
  redirect(homeOf[answer.account.role]);
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  await endOwnSession();
  await dropSessionCookie();
  redirect("/");
}

const textOf = (value: FormDataEntryValue | null): string =>
  typeof value === "string" ? value.trim().slice(0, 254) : "";

/** Never trimmed, never cut below what the rules allow: blanks are part of it. */
const passwordOf = (value: FormDataEntryValue | null): string =>
  typeof value === "string" ? value.slice(0, 1024) : "";
