/** Choosing how openly a certificate is shown: the holder's own decision (protocol §6). */
import { consentOf } from "@/lib/gateway/consent";
import type { Desk } from "@/lib/gateway/desk";
import type { Answer } from "@/lib/gateway/submit";
import { readRow } from "@/lib/gateway/view";
import { certificates, type DisclosureLevel, units } from "@/lib/market/state";

/**
 * Signed by the holder's key where it has one here, by the exchange where it has none at all. Refused as
 * `unknown` for a code that is no certificate's, `key` where the holder signs with a key kept elsewhere.
 */
export async function discloseCertificate(desk: Desk, code: string, level: DisclosureLevel): Promise<Answer> {
  const { ledger, keyring } = desk;
  const certificate = await readRow(ledger, certificates, code);
  const unit = certificate && (await readRow(ledger, units, certificate.unit));
  if (!unit) return { ok: false, refusal: { code: "unknown", reason: `no certificate ${code}` } };
  const { signers, onBehalfOf, missing } = await consentOf(ledger, keyring, [unit.owner]);
  if (missing.length > 0) {
    return {
      ok: false,
      refusal: { code: "key", reason: "the holder signs with a key that is not kept here" },
    };
  }
  const exchange = onBehalfOf.length > 0 ? (await desk.exchangeKeys()).slice(0, 1) : [];
  return desk.send({
    type: "certificate.disclose",
    payload: { code, level },
    signers: [...signers, ...exchange],
  });
}
