import "server-only";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { ownPath } from "@/lib/auth/own-path";
import { sessionOf } from "@/lib/auth/sessions";
import type { Viewer, Workplace } from "@/lib/auth/viewer";
import { participantOf } from "@/lib/auth/workplaces";
import { store } from "./market";
import { requestPath } from "./request";
import { cookieToken } from "./session-cookie";

/** The person behind this request, undefined for a visitor. Its session is looked up anew at every request. */
export function viewer(): Promise<Viewer | undefined> {
  return readViewer();
}

// Once a request, however many parts of a page ask.
const readViewer = cache(async (): Promise<Viewer | undefined> => {
  const token = await cookieToken();
  if (token === undefined) return undefined;
  const database = await store();
  const session = await sessionOf(database, token);
  if (session === undefined) return undefined;
  const { id: accountId, email, name, role, participant, isAdmin } = session.account;
  const organisation = (await participantOf(database, participant))?.name ?? "";
  return { accountId, email, name, role, participant, organisation, isAdmin, sessionId: session.id };
});

/** For pages and loaders: a visitor is sent to sign in, another workplace's person finds nothing here. */
export async function requireViewer(...roles: readonly Workplace[]): Promise<Viewer> {
  const person = await viewer();
  if (!person) redirect(await signInAddress());
  if (!roles.includes(person.role)) notFound();
  return person;
}

/** Sign in, and come back here. */
async function signInAddress(): Promise<string> {
  const here = ownPath(await requestPath());
  return here === undefined ? "/sign-in" : `/sign-in?next=${encodeURIComponent(here)}`;
}

/** A server action or handler was called by somebody who may not. */
export class NotAllowed extends Error {
  override name = "NotAllowed";
  /** All that a browser is told of an error. */
  readonly digest: string;

  constructor(readonly code: "signed-out" | "elsewhere") {
    super(`not allowed: ${code}`);
    this.digest = `not-allowed/${code}`;
  }
}

/** For server actions and route handlers. Throws NotAllowed. */
export async function actingViewer(...roles: readonly Workplace[]): Promise<Viewer> {
  const person = await viewer();
  if (!person) throw new NotAllowed("signed-out");
  if (!roles.includes(person.role)) throw new NotAllowed("elsewhere");
  return person;
}
