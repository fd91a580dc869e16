import "server-only";
import { z } from "zod";
import { mostNamed } from "@/components/holdings/holding-view";
import type { Viewer } from "@/lib/auth/viewer";
import { askedHoldings, codesAsked, ownCodes } from "./holdings";

const selection = z.union([
  z.object({ codes: z.array(z.string().length(32)).max(mostNamed) }),
  z.object({ query: z.string().max(2000) }),
]);

/** What was chosen, named one by one or by the filter that names them all. Untrusted. */
export type Selection = z.infer<typeof selection>;

export function parseSelection(untrusted: unknown): Selection | undefined {
  const parsed = selection.safeParse(untrusted);
  return parsed.success ? parsed.data : undefined;
}

/** The codes chosen, as far as they are this person's own. */
export function selectedCodes(person: Viewer, chosen: Selection): Promise<string[]> {
  if ("codes" in chosen) return ownCodes(person, chosen.codes);
  return codesAsked(person, askedHoldings(Object.fromEntries(new URLSearchParams(chosen.query))));
}
