/** Whose signatures a note carries. How many are enough is the roster's to say (`lib/market/members`). */
import { utf8 } from "../bytes";
import { checkEd25519 } from "../ed25519";
import { cosignedMessage, splitCosignature } from "./cosignature";
import { type NoteSignature, parseNote, type VerifierKey } from "./note";

export interface Signed {
  readonly key: VerifierKey;
  /** Unix seconds, of a cosignature. */
  readonly time?: number;
}

export type CheckedNote =
  | { readonly ok: true; readonly text: string; readonly signed: readonly Signed[] }
  | { readonly ok: false; readonly code: "shape" | "signature" };

/**
 * Reads an untrusted note and checks the lines of the keys given. Lines of other keys are ignored; one bad line of a
 * known key refuses the note; a key that signed twice counts once, with its first line. That nobody signed is no
 * refusal here: `signed` is then empty.
 */
export async function checkNote(note: string, keys: readonly VerifierKey[]): Promise<CheckedNote> {
  const parsed = parseNote(note);
  if (!parsed.ok) return parsed;
  const signed = new Map<VerifierKey, Signed>();
  for (const line of parsed.signatures) {
    const known = keys.filter(({ name, keyHash }) => name === line.name && keyHash === line.keyHash);
    if (known.length === 0) continue;
    const by = await signer(parsed.text, line, known);
    if (!by) return { ok: false, code: "signature" };
    if (!signed.has(by.key)) signed.set(by.key, by);
  }
  return { ok: true, text: parsed.text, signed: [...signed.values()] };
}

/** Four bytes name a key: two may share a name and a hash, and the line be the second's. */
async function signer(
  text: string,
  line: NoteSignature,
  known: readonly VerifierKey[],
): Promise<Signed | undefined> {
  for (const key of known) {
    const signed = await checkLine(text, line, key);
    if (signed) return signed;
  }
  return undefined;
}

async function checkLine(text: string, line: NoteSignature, key: VerifierKey): Promise<Signed | undefined> {
  if (key.type === 0x01) {
    const verdict = await checkEd25519(key.publicKey, utf8(text), line.signature);
    return verdict === "valid" ? { key } : undefined;
  }
  const cosignature = splitCosignature(line.signature);
  if (!cosignature) return undefined;
  const { time, signature } = cosignature;
  const verdict = await checkEd25519(key.publicKey, utf8(cosignedMessage(time, text)), signature);
  return verdict === "valid" ? { key, time } : undefined;
}
