import "server-only";
import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalText, type Json } from "@/lib/crypto/canonical";
import { commit } from "@/lib/crypto/commitment";
import { leafHash } from "@/lib/crypto/merkle/tree";
import type { CertificateRow } from "@/lib/market/state";
import type { Source } from "@/lib/proof/build/source";

/** A certificate as a forger would print it: one digit of its total changed, and everything that follows from it. */
export interface AlteredPrint {
  readonly settledKwh: number;
  /** Of the entry with the changed total: what the print's lace and its QR are made of. */
  readonly hash: string;
}

interface EntryText {
  readonly command: { readonly market: string; readonly sealed: Readonly<Record<string, string>> };
}

/** Nothing is submitted: the entry is changed on a copy, with its own salt, and hashed as the log hashes. */
export async function alteredPrint(source: Source, row: CertificateRow): Promise<AlteredPrint | undefined> {
  const entry = await source.entry(row.entry);
  const opening = entry.openings.totals;
  const settledKwh = settledOf(opening?.[1]);
  if (opening === undefined || settledKwh === undefined) return undefined;
  const changed = oneDigitChanged(settledKwh);
  const original = JSON.parse(entry.text) as EntryText;
  const totals = commit({
    market: original.command.market,
    type: entry.type,
    field: "totals",
    value: { settledKwh: changed },
    salt: fromHex(opening[0]),
  });
  const sealed = { ...original.command.sealed, totals: toHex(totals) };
  const forged = { ...original, command: { ...original.command, sealed } } as unknown as Json;
  return { settledKwh: changed, hash: toHex(leafHash(utf8(canonicalText(forged)))) };
}

function settledOf(value: Json | undefined): number | undefined {
  if (typeof value !== "object" || value === null || !("settledKwh" in value)) return undefined;
  return typeof value.settledKwh === "number" ? value.settledKwh : undefined;
}

/** The second digit three up: no first digit disappears, and the eye finds it. */
function oneDigitChanged(kwh: number): number {
  const digits = [...String(kwh)];
  const at = Math.min(1, digits.length - 1);
  digits[at] = String((Number(digits[at]) + 3) % 10);
  return Math.max(1, Number(digits.join("")));
}
