import { fromUtf8, toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { leafHash } from "@/lib/crypto/merkle/tree";
import type { StoredRecord } from "@/lib/ledger/ledger";
import { txId } from "@/lib/market/command";
import type { Entry } from "@/lib/market/entry";
import { entryTable, openingTable } from "@/lib/store/rows/tables";
import type { ChangeSet } from "@/lib/store/rows/write";

const tracePattern = /"(L1[CPEUHKM][0-9A-Z]{29})"/g;
const recordPattern = /^records\/(\d+)\//;
const nothing = new Uint8Array(0);

/** An entry's own row and its openings, grouped by record so that one contract opens without the other 199. */
export function projectEntry(changes: ChangeSet, record: StoredRecord): void {
  const text = fromUtf8(record.bytes);
  const entry = parseEntry(text);
  const values = {
    index: record.index,
    type: entry.type,
    time: entry.time,
    txId: txId(entry.command),
    codes: codesIn(text),
    hash: leafHash(record.bytes),
    bytes: record.bytes,
  };
  changes.put(entryTable, values, nothing);
  for (const [group, openings] of groupOpenings(record.openings)) {
    changes.put(openingTable, { entry: record.index, record: group }, canonicalBytes(openings));
  }
}

/** The leaf hash in hex of an entry's bytes. */
export function entryHashOf(bytes: Uint8Array): string {
  return toHex(leafHash(bytes));
}

// Bytes of the log are JCS of an entry: the members wrote them.
function parseEntry(text: string): Entry {
  return JSON.parse(text) as Entry;
}

function codesIn(text: string): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(tracePattern)) if (match[1] !== undefined) found.add(match[1]);
  return [...found];
}

function groupOpenings(openings: StoredRecord["openings"]): Map<number, Record<string, Json>> {
  const groups = new Map<number, Record<string, Json>>();
  for (const [field, opening] of Object.entries(openings)) {
    const group = Number(recordPattern.exec(field)?.[1] ?? -1);
    const fields = groups.get(group) ?? {};
    fields[field] = opening;
    groups.set(group, fields);
  }
  return groups;
}
