/** Signatures of checkpoints: the log's own, and members' cosignatures (C2SP tlog-cosignature, `cosignature/v1`). */
import { concat, readU64be, u64be, utf8 } from "../bytes";
import { signEd25519 } from "../ed25519";
import { type Checkpoint, formatCheckpoint } from "./checkpoint";
import { type NoteSignature, type NoteSigner, noteKeyHash, signNote } from "./note";

/** What a cosignature signs: that at `time` (Unix seconds) no larger consistent tree was known to the member. */
export function cosignedMessage(time: number, noteText: string): string {
  return `cosignature/v1\ntime ${time}\n${noteText}`;
}

/** The log-signature line of a member: every member signs by the origin's name, with a key of its own. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  logKey: Pick<NoteSigner, "privateKey" | "publicKey">,
): Promise<NoteSignature> {
  return signNote(formatCheckpoint(checkpoint), { ...logKey, name: checkpoint.origin });
}

/** A member's cosignature (type 0x04); its name is `<member>/lvji`, `time` the member's own, in Unix seconds. */
export async function cosignCheckpoint(
  checkpoint: Checkpoint,
  signer: NoteSigner,
  time: number,
): Promise<NoteSignature> {
  const message = utf8(cosignedMessage(time, formatCheckpoint(checkpoint)));
  return {
    name: signer.name,
    keyHash: noteKeyHash(signer.name, 0x04, signer.publicKey),
    signature: concat(u64be(time), await signEd25519(signer.privateKey, message)),
  };
}

/** Time and Ed25519 signature of a cosignature's 72 bytes; undefined for other lengths and for times of 2^53 on. */
export function splitCosignature(bytes: Uint8Array): { time: number; signature: Uint8Array } | undefined {
  if (bytes.length !== 72) return undefined;
  try {
    return { time: readU64be(bytes, 0), signature: bytes.subarray(8) };
  } catch {
    return undefined;
  }
}
