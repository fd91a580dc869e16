/** A member's signatures, as notes and receipts carry them. What may be signed is decided by who calls. */
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { signEd25519 } from "@/lib/crypto/ed25519";
import { cosignCheckpoint, signCheckpoint } from "@/lib/crypto/note/cosignature";
import { formatNote, type NoteSignature, type NoteSigner, signNote } from "@/lib/crypto/note/note";
import type { Held, Hex } from "@/lib/market/command";
import type { RosterMember } from "@/lib/market/members/roster";
import { heldMessage } from "@/lib/market/metering/blob";
import type { Signed } from "./layout";
import type { MemberKeys } from "./member-keys";

export interface MemberSigner {
  readonly name: string;
  readonly keys: MemberKeys;
  /** The log-signature and cosignature lines for a tree the node promised; `time` in Unix seconds. */
  checkpoint(
    origin: string,
    tree: Signed,
    time: number,
  ): Promise<readonly [log: NoteSignature, cosign: NoteSignature]>;
  /** A note signed with the cosign key: a status. */
  note(text: string): Promise<string>;
  /** The receipt for a blob that is stored. */
  held(origin: string, hash: Hex, size: number): Promise<Held>;
  /** The member's entry in a roster. */
  rosterMember(address: string): RosterMember;
}

/**
 * Signs with the two keys of a member: checkpoints of the log with one, cosignatures, notes and receipts
 * with the other; both Ed25519.
 */
export function memberSigner(keys: MemberKeys): MemberSigner {
  const log = { privateKey: keys.logSeed, publicKey: keys.logKey };
  const cosign: NoteSigner = {
    name: `${keys.name}/lvji`,
    privateKey: keys.cosignSeed,
    publicKey: keys.cosignKey,
  };
  return {
    name: keys.name,
    keys,
    checkpoint(origin, { size, root }, time) {
      const tree = { origin, size, root: fromHex(root) };
      return Promise.all([signCheckpoint(tree, log), cosignCheckpoint(tree, cosign, time)]);
    },
    note: async (text) => formatNote(text, [await signNote(text, cosign)]),
    async held(origin, hash, size) {
      return {
        member: keys.name,
        sig: toHex(await signEd25519(keys.cosignSeed, heldMessage(origin, hash, size))),
      };
    },
    rosterMember: (address) => ({
      name: keys.name,
      logKey: toHex(keys.logKey),
      cosignKey: toHex(keys.cosignKey),
      address,
    }),
  };
}
