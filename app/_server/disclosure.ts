import { DISCLOSURE_LEVELS } from "@/lib/market/rows";
import "server-only";
import { z } from "zod";
import type { DisclosureStanding } from "@/components/certificate/disclosure";
import type { Viewer } from "@/lib/auth/viewer";
import { parseCode } from "@/lib/identifiers/trace-code";
import { ownHolding } from "./holdings";

const wish = z.object({ code: z.string().max(100), level: z.enum(DISCLOSURE_LEVELS) });

export interface DisclosureWish extends z.infer<typeof wish> {}

/** Untrusted input; undefined where it asks for nothing there is. */
export function parseDisclosure(untrusted: unknown): DisclosureWish | undefined {
  const parsed = wish.safeParse(untrusted);
  const code = parsed.success ? parseCode(parsed.data.code) : undefined;
  if (!parsed.success || !code?.ok || code.fields.object !== "C") return undefined;
  return { code: code.text, level: parsed.data.level };
}

/** What the holder chose so far; undefined for everybody but the holder. */
export async function disclosureStanding(
  person: Viewer | undefined,
  written: string,
): Promise<DisclosureStanding | undefined> {
  if (person?.role !== "enterprise") return undefined;
  const own = await ownHolding(person, written);
  if (own === undefined) return undefined;
  const { code, level, levelEntry } = own.certificate;
  return { code, level, chosen: levelEntry !== undefined };
}
