"use server";

import { revalidatePath } from "next/cache";
import { endKeysOf } from "@/app/_server/device";
import { publicUrl, store } from "@/app/_server/market";
import { requestOrigin } from "@/app/_server/request";
import { actingViewer } from "@/app/_server/viewer";
import type { InviteAnswer } from "@/components/account/invite-form";
import type { MemberAnswer } from "@/components/account/member-actions";
import type { PasswordAnswer } from "@/components/account/password-form";
import { accountById, renameAccount } from "@/lib/auth/accounts";
import { changePassword } from "@/lib/auth/choose-password";
import { noteEvent } from "@/lib/auth/events";
import { admit } from "@/lib/auth/limits";
import { changeMember, invitations, invite, memberChange } from "@/lib/auth/organisation";
import { revokeSession, revokeSessions } from "@/lib/auth/sessions";

const everybody = ["enterprise", "regulator", "exchange"] as const;

/** What the person is called. */
export async function rename(_: { readonly ok: true } | undefined, form: FormData): Promise<{ ok: true }> {
  const person = await actingViewer(...everybody);
  const database = await store();
  const account = await accountById(database, person.accountId);
  if (account) await renameAccount(database, account, textOf(form, "name").slice(0, 80));
  revalidatePath("/account");
  return { ok: true };
}

/** The old password for a new one; all other sessions end. */
export async function changeOwnPassword(
  _: PasswordAnswer | undefined,
  form: FormData,
): Promise<PasswordAnswer> {
  const person = await actingViewer(...everybody);
  const given = { old: passwordOf(form, "old"), password: passwordOf(form, "password") };
  const answer = await changePassword(await store(), person, given, await requestOrigin());
  if (answer.ok) revalidatePath("/account");
  return answer;
}

/** Ends the session the form names, or all others where it names none. Another person's is not there. */
export async function endSessions(_: { readonly ended: number } | undefined, form: FormData) {
  const person = await actingViewer(...everybody);
  const database = await store();
  const id = form.get("session");
  const ended =
    typeof id === "string"
      ? Number(await revokeSession(database, person.accountId, id))
      : await revokeSessions(database, person.accountId, person.sessionId);
  const { accountId, email, participant } = person;
  if (ended > 0) {
    await noteEvent(
      database,
      "session-revoked",
      { id: accountId, email, participant },
      await requestOrigin(),
    );
  }
  revalidatePath("/account");
  return { ended };
}

/** Invites a colleague, or another organisation's first administrator. Administrators only. */
export async function inviteMember(_: InviteAnswer | undefined, form: FormData): Promise<InviteAnswer> {
  const person = await actingViewer(...everybody);
  const database = await store();
  const email = textOf(form, "email");
  const admitted = await admit(database, invitations, person.accountId);
  if (!admitted.ok) return { ...admitted, code: "later", email };
  const participant = textOf(form, "participant");
  const wish = {
    email,
    isAdmin: form.get("isAdmin") === "on",
    ...(participant === "" ? {} : { participant }),
  };
  const answer = await invite(database, person, wish, await requestOrigin());
  if (!answer.ok) return { ...answer, email };
  revalidatePath("/account/organisation");
  const { link, organisation } = answer;
  return { ok: true, email: answer.email, organisation, url: `${publicUrl()}${link.path}` };
}

/** What an administrator does with an account of its own organisation. */
export async function changeColleague(_: MemberAnswer | undefined, form: FormData): Promise<MemberAnswer> {
  const person = await actingViewer(...everybody);
  const change = memberChange(form.get("change"));
  const account = textOf(form, "account");
  if (change === undefined) return { ok: false, code: "state", account };
  const answer = await changeMember(await store(), person, account, change, await requestOrigin());
  if (!answer.ok) return { ...answer, account };
  const keysLeft = change === "disable" ? await endKeysOf(person, account, "账户停用") : 0;
  revalidatePath("/account/organisation");
  const { name, email } = answer.account;
  const url = answer.link && `${publicUrl()}${answer.link.path}`;
  return {
    ok: true,
    change,
    account,
    person: name || email,
    keysLeft,
    ...(url === undefined ? {} : { url }),
  };
}

function textOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value.trim().slice(0, 254) : "";
}

function passwordOf(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === "string" ? value.slice(0, 1024) : "";
}
