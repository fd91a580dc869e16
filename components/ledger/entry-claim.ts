import type { Roster } from "@/lib/market/members/roster";

/** What the server says of an entry and its place: everything the device needs to check it. Hashes in hex. */
export interface EntryClaim {
  readonly index: number;
  /** The leaf: the entry's canonical JSON. */
  readonly text: string;
  readonly hash: string;
  readonly size: number;
  readonly root: string;
  /** From the leaf up. */
  readonly proof: readonly string[];
  readonly note: string;
  readonly roster: Roster;
  /** Paths below `/log/` that hold the entry and its hash. */
  readonly tiles: readonly string[];
}
