import "server-only";
import type { Viewer, Workplace } from "@/lib/auth/viewer";
import { mustWait } from "./limited";
import { actingViewer } from "./viewer";

/** An account asks for more files than anybody reads. */
export class TooOften extends Error {
  override name = "TooOften";

  constructor(readonly seconds: number) {
    super(`too many files: again in ${seconds} s`);
  }
}

/** For handlers that write a whole list or draw papers: a second of work and more. Throws NotAllowed, TooOften. */
export async function exportingViewer(...roles: readonly Workplace[]): Promise<Viewer> {
  const person = await actingViewer(...roles);
  const seconds = await mustWait("file", person.accountId);
  if (seconds !== undefined) throw new TooOften(seconds);
  return person;
}
