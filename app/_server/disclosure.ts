import "server-only";
import { z } from "zod";
import type { DisclosureAnswer, DisclosureStanding } from "@/components/certificate/disclosure";
import { openDesk } from "@/lib/gateway/desk";
import { discloseCertificate } from "@/lib/gateway/disclose";
import { parseCode } from "@/lib/identifiers/trace-code";
import { LedgerUnavailable } from "@/lib/ledger/ledger";
import { marketAbout } from "./claims";
import { dataDir, market, store } from "./market";
import { certificatePrint } from "./print";

const wish = z.object({ code: z.string(), level: z.enum(["minimal", "standard", "full"]) });

export interface DisclosureWish extends z.infer<typeof wish> {}

/** The form as untrusted input; undefined where it asks for nothing there is. */
export function parseDisclosure(form: FormData): DisclosureWish | undefined {
  const parsed = wish.safeParse(Object.fromEntries(form));
  const code = parsed.success ? parseCode(parsed.data.code) : undefined;
  if (!parsed.success || !code?.ok || code.fields.object !== "C") return undefined;
  return { code: code.text, level: parsed.data.level };
}

/** Nobody signs in yet: the holders' keys may be used from a page only where market and holders are made up. */
export async function mayChooseForHolder(): Promise<boolean> {
  return (await marketAbout((await market()).source)).demo;
}

/** Through the gateway, signed by the key it keeps for the holder. */
export async function disclose({ code, level }: DisclosureWish): Promise<DisclosureAnswer> {
  try {
    const desk = await openDesk(await store(), (await market()).ledger, dataDir());
    const answer = await discloseCertificate(desk, code, level);
    if (answer.ok) return { ok: true, level, entry: answer.receipt.index };
    return { ok: false, code: known(answer.refusal.code), level };
  } catch (error) {
    if (error instanceof LedgerUnavailable) return { ok: false, code: "unavailable", level };
    throw error;
  }
}

function known(code: string): Extract<DisclosureAnswer, { ok: false }>["code"] {
  return code === "level" || code === "state" || code === "key" || code === "unknown" ? code : "refused";
}

/** What the holder chose so far; undefined where nothing can be chosen on this page. */
export async function disclosureStanding(written: string): Promise<DisclosureStanding | undefined> {
  if (!(await mayChooseForHolder())) return undefined;
  const print = await certificatePrint(written);
  if (!print) return undefined;
  const { code, level, levelEntry } = print.row;
  return { code, level, chosen: levelEntry !== undefined };
}
