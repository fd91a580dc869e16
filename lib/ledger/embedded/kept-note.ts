/** The last checkpoint of a ledger that was closed, for the next process: it need not be signed again to be served. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { fromHex, utf8 } from "@/lib/crypto/bytes";
import { formatCheckpoint } from "@/lib/crypto/note/checkpoint";
import { checkCheckpoint } from "@/lib/market/members/checkpoint";
import { rosterFor } from "@/lib/market/members/roster";
import { readMarket, rosters } from "@/lib/market/state";
import type { Checkpoint } from "../ledger";
import type { Council } from "./council";

/** Where a note is kept. What is kept is untrusted. */
export interface NoteKeeper {
  keep(note: string): void;
  kept(): string | undefined;
}

/** Keeps the note in a file, whole or not at all; what cannot be read is as good as nothing. */
export function noteFile(path: string): NoteKeeper {
  return {
    keep(note) {
      writeFileSync(`${path}.draft`, utf8(note), { mode: 0o600 });
      renameSync(`${path}.draft`, path);
    },
    kept() {
      try {
        return readFileSync(path, "utf8");
      } catch {
        return undefined;
      }
    },
  };
}

/** The note as a checkpoint, if it is one of exactly the tree the members have, cosigned by a quorum. */
export async function checkpointOf(note: string, council: Council): Promise<Checkpoint | undefined> {
  const { size, root, origin, roster } = council.read(({ head, state }) => ({
    ...head,
    origin: readMarket(state)?.origin,
    roster: rosterFor(
      Array.from(rosters.list(state), ([, row]) => row),
      head.size,
    ),
  }));
  if (origin === undefined || !roster) return undefined;
  if (!note.startsWith(`${formatCheckpoint({ origin, size, root: fromHex(root) })}\n`)) return undefined;
  const checked = await checkCheckpoint(note, roster);
  return checked.ok ? { note, size, root } : undefined;
}
