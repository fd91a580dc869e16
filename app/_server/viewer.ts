import "server-only";
import { notFound, redirect } from "next/navigation";
import type { Viewer, Workplace } from "@/lib/auth/viewer";

/** The person behind this request, undefined for a visitor. */
export async function viewer(): Promise<Viewer | undefined> {
  return undefined;
}

/** For pages and loaders: a visitor is sent to sign in, another workplace's person finds nothing here. */
export async function requireViewer(...roles: readonly Workplace[]): Promise<Viewer> {
  const person = await viewer();
  if (!person) redirect("/sign-in");
  if (!roles.includes(person.role)) notFound();
  return person;
}

/** A server action or handler was called by somebody who may not. */
export class NotAllowed extends Error {
  override name = "NotAllowed";

  constructor(readonly code: "signed-out" | "elsewhere") {
    super(`not allowed: ${code}`);
  }
}

/** For server actions and route handlers. Throws NotAllowed. */
export async function actingViewer(...roles: readonly Workplace[]): Promise<Viewer> {
  const person = await viewer();
  if (!person) throw new NotAllowed("signed-out");
  if (!roles.includes(person.role)) throw new NotAllowed("elsewhere");
  return person;
}
