/** Checkpoints (C2SP tlog-checkpoint): origin, size and root of a log, three lines of a note's text. */
import { fromBase64, toBase64 } from "../bytes";
import { HASH_LENGTH } from "../merkle/tree";

export interface Checkpoint {
  /** The market's name. */
  readonly origin: string;
  /** Number of entries. */
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

export type ParsedCheckpoint =
  | ({ readonly ok: true } & Checkpoint)
  | { readonly ok: false; readonly code: "shape" | "size" | "root" };

/** The text that is signed, without signatures. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/**
 * Reads a note's text. Exactly three lines: the format allows extension lines, this protocol does not (§5), since
 * nobody could say what a member that cosigns them has checked. A size of 2^53 or above is refused.
 */
export function parseCheckpoint(text: string): ParsedCheckpoint {
  const [, origin, size = "", root = ""] = /^([^\n]+)\n([^\n]*)\n([^\n]*)\n$/.exec(text) ?? [];
  if (!origin) return { ok: false, code: "shape" };
  const count = Number(size);
  if (!/^(0|[1-9][0-9]*)$/.test(size) || !Number.isSafeInteger(count)) return { ok: false, code: "size" };
  const hash = rootOf(root);
  return hash ? { ok: true, origin, size: count, root: hash } : { ok: false, code: "root" };
}

function rootOf(base64: string): Uint8Array | undefined {
  try {
    const root = fromBase64(base64);
    return root.length === HASH_LENGTH ? root : undefined;
  } catch {
    return undefined;
  }
}
