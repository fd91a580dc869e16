/** Inclusion proof and checkpoint in one text (C2SP tlog-proof v1), for other people's tools. */
import { fromBase64, toBase64 } from "../bytes";
import { HASH_LENGTH } from "../merkle/tree";

export interface TlogProof {
  /** Of the entry, from 0. */
  readonly index: number;
  /** Siblings from the leaf up. */
  readonly proof: readonly Uint8Array[];
  /** The checkpoint, signatures included, as it is served. */
  readonly note: string;
  /** Anything, vouched for by nobody. */
  readonly extra?: Uint8Array;
}

export type ParsedTlogProof =
  | ({ readonly ok: true } & TlogProof)
  | { readonly ok: false; readonly code: "header" | "extra" | "index" | "proof" | "note" };

const HEADER = "c2sp.org/tlog-proof@v1";

/** The text of a proof (C2SP tlog-proof); what `parseTlogProof` reads back. */
export function formatTlogProof({ index, proof, note, extra }: TlogProof): string {
  const lines = [
    HEADER,
    ...(extra ? [`extra ${toBase64(extra)}`] : []),
    `index ${index}`,
    ...proof.map(toBase64),
  ];
  return `${lines.join("\n")}\n\n${note}`;
}

/** Reads an untrusted proof. Whether it fits an entry and a checkpoint is `verifyInclusion`'s and `checkNote`'s. */
export function parseTlogProof(text: string): ParsedTlogProof {
  const blank = text.indexOf("\n\n");
  if (blank < 0) return refuse("note");
  const lines = text.slice(0, blank).split("\n");
  const note = text.slice(blank + 2);
  if (lines.shift() !== HEADER) return refuse("header");
  const extra = lines[0]?.startsWith("extra ") ? bytesOf(lines.shift()?.slice(6) ?? "") : undefined;
  if (extra === null) return refuse("extra");
  const [, digits = ""] = /^index (0|[1-9][0-9]*)$/.exec(lines.shift() ?? "") ?? [];
  const index = Number(digits);
  if (digits === "" || !Number.isSafeInteger(index)) return refuse("index");
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = bytesOf(line);
    if (hash?.length !== HASH_LENGTH) return refuse("proof");
    proof.push(hash);
  }
  return { ok: true, index, proof, note, ...(extra && { extra }) };
}

function bytesOf(base64: string): Uint8Array | null {
  try {
    return fromBase64(base64);
  } catch {
    return null;
  }
}

function refuse(code: Exclude<ParsedTlogProof, { ok: true }>["code"]): ParsedTlogProof {
  return { ok: false, code };
}
