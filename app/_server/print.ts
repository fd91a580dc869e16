import "server-only";
import { fromHex } from "@/lib/crypto/bytes";
import { parseCode } from "@/lib/identifiers/trace-code";
import { qrText } from "@/lib/market/certificates/qr";
import { type CertificateRow, certificates } from "@/lib/market/state";
import { market, publicUrl, rosterFingerprint } from "./market";

export interface CertificatePrint {
  readonly row: CertificateRow;
  /** What the QR says. */
  readonly qr: string;
}

/** A certificate by the code as written, with the text of its QR; undefined where there is none. */
export async function certificatePrint(written: string): Promise<CertificatePrint | undefined> {
  const parsed = parseCode(written);
  if (!parsed.ok || parsed.fields.object !== "C") return undefined;
  const { source } = await market();
  const row = await source.row(certificates, parsed.text);
  if (!row) return undefined;
  const qr = qrText({
    origin: publicUrl(),
    code: row.code,
    certificateHash: fromHex(row.hash),
    rosterFingerprint: fromHex(await rosterFingerprint()),
  });
  return { row, qr };
}
