/** For tests: what must hold of a ledger after any accident. */
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { verifyConsistency } from "@/lib/crypto/merkle/verify";
import { type Command, type Envelope, txId } from "@/lib/market/command";
import { checkCheckpoint } from "@/lib/market/members/checkpoint";
import { type Checkpoint, type Ledger, LedgerUnavailable, type SubmitResult } from "./ledger";

/** Submits until there is an answer; the ledger may say a few times that it cannot give one. */
export async function insist(ledger: Ledger, envelope: Envelope, times = 12): Promise<SubmitResult> {
  for (let tried = 1; ; tried++) {
    try {
      return await ledger.submit(envelope);
    } catch (error) {
      if (!(error instanceof LedgerUnavailable) || tried === times) throw error;
    }
  }
}

/** Asks until there is an answer. */
export async function insistOn<T>(ask: () => Promise<T>, times = 12): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LedgerUnavailable) || tried === times) throw error;
    }
  }
}

/**
 * Throws unless: every command has exactly one entry, where its receipt says; the served root is that of the served
 * entries; a quorum cosigned it; it extends every checkpoint seen before; and members that agree hold the same.
 */
export async function checkSound(
  ledger: Ledger,
  commands: readonly Envelope[],
  seen: readonly Checkpoint[] = [],
): Promise<void> {
  const { note, size, root } = await ledger.checkpoint();
  const [roster] = await ledger.roster();
  if (!roster) throw new Error("no roster");
  const checked = await checkCheckpoint(note, roster);
  if (!checked.ok) throw new Error(`checkpoint of ${size}: ${checked.code}`);
  const leaves = await ledger.entries(0, size);
  const computed = toHex(rootOf(leaves.map(({ bytes }) => leafHash(bytes))));
  if (leaves.length !== size || computed !== root)
    throw new Error(`root ${root} over entries of root ${computed}`);
  const places = new Map<string, number[]>();
  for (const { index, bytes } of leaves) {
    const { command }: { command: Command } = JSON.parse(Buffer.from(bytes).toString());
    places.set(txId(command), [...(places.get(txId(command)) ?? []), index]);
  }
  for (const { command } of commands) {
    const at = places.get(txId(command)) ?? [];
    const receipt = await ledger.receipt(txId(command));
    if (at.length !== 1 || receipt?.index !== at[0]) {
      throw new Error(
        `command ${txId(command)} at ${at.join(", ") || "no place"}, receipt ${receipt?.index}`,
      );
    }
  }
  for (const older of seen) await checkExtends(ledger, older, { note, size, root });
  await checkMembers(ledger, size, root);
}

async function checkExtends(ledger: Ledger, older: Checkpoint, newer: Checkpoint): Promise<void> {
  const proof = await ledger.consistency(older.size, newer.size);
  const [oldRoot, newRoot] = [fromHex(older.root), fromHex(newer.root)];
  const verdict = verifyConsistency({ oldSize: older.size, newSize: newer.size, oldRoot, newRoot, proof });
  if (!verdict.ok)
    throw new Error(`the tree of ${newer.size} does not extend that of ${older.size}: ${verdict.code}`);
}

async function checkMembers(ledger: Ledger, size: number, root: string): Promise<void> {
  const agreeing = (await ledger.members()).filter(({ state }) => state === "agreeing");
  const heads = new Set(agreeing.map((member) => `${member.height} ${member.root} ${member.digest}`));
  if (heads.size !== 1 || agreeing[0]?.height !== size || agreeing[0].root !== root) {
    throw new Error(`members that agree hold ${[...heads].join(" and ")}; served is ${size} ${root}`);
  }
}
