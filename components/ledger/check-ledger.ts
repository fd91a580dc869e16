import { recall, rememberLedger } from "@/components/certificate/device-memory";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { verifyConsistency } from "@/lib/crypto/merkle/verify";
import { type CheckpointRefusal, checkCheckpoint } from "@/lib/market/members/checkpoint";
import { fingerprintHex, rosterFor } from "@/lib/market/members/roster";
import { fetchConsistency } from "./consistency";
import type { LedgerNow } from "./ledger-now";

/** How today's ledger stands to the last one this device saw. */
export type Continues =
  | { readonly kind: "first" }
  | { readonly kind: "same" | "grown" | "fork" | "behind" | "unproved"; readonly from: number };

/** What this device found of the newest checkpoint. */
export type LedgerFound =
  | { readonly ok: false; readonly code: CheckpointRefusal | "head" | "roster" }
  | {
      readonly ok: true;
      /** Members whose cosignature was valid here. */
      readonly cosigned: readonly string[];
      readonly roster: { readonly known: boolean; readonly fingerprint: string };
      readonly continues: Continues;
    };

/** Signatures, members and history of the checkpoint that the page shows. Remembers it where nothing is wrong. */
export async function checkLedger(ledger: LedgerNow): Promise<LedgerFound> {
  const roster = rosterFor(ledger.rosters, ledger.size);
  const [first] = ledger.rosters;
  if (roster === undefined || first === undefined) return { ok: false, code: "roster" };
  const seen = recall(ledger.origin);
  const fingerprint = fingerprintHex(first);
  if (seen !== undefined && seen.fingerprint !== fingerprint) return { ok: false, code: "roster" };
  const checked = await checkCheckpoint(ledger.note, roster);
  if (!checked.ok) return { ok: false, code: checked.code };
  if (checked.size !== ledger.size || toHex(checked.root) !== ledger.root) return { ok: false, code: "head" };
  const continues = await continuesFrom(seen, ledger);
  if (["first", "same", "grown"].includes(continues.kind)) {
    rememberLedger(ledger.origin, { fingerprint, size: ledger.size, root: ledger.root });
  }
  return {
    ok: true,
    cosigned: checked.cosigned,
    roster: { known: seen !== undefined, fingerprint },
    continues,
  };
}

async function continuesFrom(
  seen: { readonly size: number; readonly root: string } | undefined,
  { size, root }: LedgerNow,
): Promise<Continues> {
  if (seen === undefined) return { kind: "first" };
  const from = seen.size;
  if (from === size) return { kind: seen.root === root ? "same" : "fork", from };
  if (from > size) return { kind: "behind", from };
  const answer = await fetchConsistency(from, size);
  if (answer === undefined) return { kind: "unproved", from };
  const verdict = verifyConsistency({
    oldSize: from,
    newSize: size,
    oldRoot: fromHex(seen.root),
    newRoot: fromHex(root),
    proof: answer.proof.map(fromHex),
  });
  return { kind: verdict.ok ? "grown" : "fork", from };
}
