/** The exchange's signature and the parties', for drafts that need both. */
import type { SigningKey } from "@/lib/gateway/author";
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";

export type Signing =
  | { readonly ok: true; readonly signers: readonly SigningKey[]; readonly onBehalfOf: readonly string[] }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** Everybody in `parties` (codes), and the exchange where it must sign or stands in for somebody. */
export async function signFor(
  desk: Desk,
  parties: Iterable<string>,
  exchangeSigns: boolean,
): Promise<Signing> {
  const { signers, onBehalfOf, missing } = await consentOf(desk.ledger, desk.keyring, parties);
  if (missing.length > 0) {
    return {
      ok: false,
      code: "signer-missing",
      reason: `${missing.join(", ")} signs with a key kept elsewhere`,
    };
  }
  if (!exchangeSigns && onBehalfOf.length === 0) return { ok: true, signers, onBehalfOf };
  const [exchange] = await desk.exchangeKeys();
  if (exchange === undefined)
    return { ok: false, code: "signer-missing", reason: "no key of the exchange is kept here" };
  return { ok: true, signers: [exchange, ...signers], onBehalfOf };
}
