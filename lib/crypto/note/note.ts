/** Signed notes (C2SP signed-note): a text, a blank line, and a line per signature. Notes read are untrusted. */
import { concat, fromBase64, fromHex, toBase64, toHex, u8, utf8 } from "../bytes";
import { signEd25519 } from "../ed25519";
import { sha256 } from "../sha256";

/** Ed25519 over the text, or over the text under a time (`cosignature`). */
export type NoteKeyType = 0x01 | 0x04;

export interface NoteSignature {
  readonly name: string;
  /** First four bytes of H(name ‖ newline ‖ type ‖ public key), 8 hex digits: with the name, names a key. */
  readonly keyHash: string;
  readonly signature: Uint8Array;
}

/** A key whose lines are looked for. */
export interface VerifierKey {
  readonly name: string;
  readonly keyHash: string;
  readonly type: NoteKeyType;
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
}

export interface NoteSigner {
  readonly name: string;
  /** Ed25519 seed, 32 bytes. */
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

export type ParsedNote =
  | { readonly ok: true; readonly text: string; readonly signatures: readonly NoteSignature[] }
  | { readonly ok: false; readonly code: "shape" };

export type ParsedVkey =
  | { readonly ok: true; readonly key: VerifierKey }
  | { readonly ok: false; readonly code: "shape" | "type" | "hash" };

/** Verifiers must read sixteen; a market of many members has two lines each. */
const MOST_SIGNATURES = 512;
const SIGNATURE_LINE = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u;

/** Whether a text can name a key: not empty, no blank, no plus. */
export function isKeyName(name: string): boolean {
  return /^[^\s+]+$/u.test(name);
}

/**
 * First four bytes of SHA-256(name ‖ LF ‖ type ‖ key), hex: how a signature line names its key (C2SP
 * signed-note).
 */
export function noteKeyHash(name: string, type: NoteKeyType, publicKey: Uint8Array): string {
  return toHex(sha256(concat(utf8(`${name}\n`), u8(type), publicKey)).subarray(0, 4));
}

/** A key of 32 raw bytes as signatures are checked with it. */
export function verifierKey(name: string, type: NoteKeyType, publicKey: Uint8Array): VerifierKey {
  return { name, type, publicKey, keyHash: noteKeyHash(name, type, publicKey) };
}

/** `<name>+<key hash>+<base64 of type ‖ public key>`, as other tools take verifier keys. */
export function formatVkey({ name, keyHash, type, publicKey }: VerifierKey): string {
  return `${name}+${keyHash}+${toBase64(concat(u8(type), publicKey))}`;
}

/** Refused where the form is wrong, the type is none of ours, or the hash is not that of the name and key. */
export function parseVkey(text: string): ParsedVkey {
  const [, name = "", keyHash = "", encoded = ""] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const material = decoded(encoded);
  if (material?.length !== 33) return { ok: false, code: "shape" };
  const type = material[0];
  if (type !== 0x01 && type !== 0x04) return { ok: false, code: "type" };
  const key = verifierKey(name, type, material.subarray(1));
  return key.keyHash === keyHash ? { ok: true, key } : { ok: false, code: "hash" };
}

/** The note of a text and its signatures. RangeError for a text that cannot be a note's. */
export function formatNote(text: string, signatures: readonly NoteSignature[]): string {
  if (!isNoteText(text))
    throw new RangeError("a note's text ends in a newline and has no control characters");
  return `${text}\n${signatures.map(signatureLine).join("")}`;
}

/** `— <name> <base64 of key hash ‖ signature>` and a newline. */
export function signatureLine({ name, keyHash, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(concat(fromHex(keyHash), signature))}\n`;
}

/** Text and signature lines of a note. Whose they are and whether they fit is `checkNote`'s to say. */
export function parseNote(note: string): ParsedNote {
  const blank = note.lastIndexOf("\n\n");
  const text = note.slice(0, blank + 1);
  const lines = note.slice(blank + 2).split("\n");
  if (blank < 0 || !isNoteText(text)) return SHAPE;
  if (lines.pop() !== "" || lines.length === 0 || lines.length > MOST_SIGNATURES) return SHAPE;
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseLine(line);
    if (!signature) return SHAPE;
    signatures.push(signature);
  }
  return { ok: true, text, signatures };
}

/** Ed25519 over the text (type 0x01). */
export async function signNote(text: string, signer: NoteSigner): Promise<NoteSignature> {
  const keyHash = noteKeyHash(signer.name, 0x01, signer.publicKey);
  return { name: signer.name, keyHash, signature: await signEd25519(signer.privateKey, utf8(text)) };
}

const SHAPE: ParsedNote = { ok: false, code: "shape" };

function parseLine(line: string): NoteSignature | undefined {
  const [, name = "", encoded = ""] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = decoded(encoded);
  if (!bytes || bytes.length <= 4) return undefined;
  return { name, keyHash: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

function decoded(base64: string): Uint8Array | undefined {
  try {
    return fromBase64(base64);
  } catch {
    return undefined;
  }
}

/** Ends in a newline, no other control character, and is Unicode: what is signed is its UTF-8. */
function isNoteText(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 && unit !== 0x0a) return false;
  }
  return text.endsWith("\n") && !/\p{Cs}/u.test(text);
}
