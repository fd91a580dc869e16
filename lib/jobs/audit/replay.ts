/**
 * The log executed again from entry 0 by these rules, on an empty state: every entry must come out byte for byte, and
 * in the end every row the members keep. Settlement, sharing and tracing are thereby redone.
 */
import { equalBytes, fromUtf8, toHex } from "@/lib/crypto/bytes";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { type Finding, shown } from "@/lib/jobs/audit/finding";
import { MemoryState } from "@/lib/jobs/audit/memory-state";
import type { Progress } from "@/lib/jobs/progress";
import type { Ledger, StoredRecord } from "@/lib/ledger/ledger";
import type { Envelope, Signature } from "@/lib/market/command";
import { type Entry, isSealedSigner, signatureField, signerField } from "@/lib/market/entry";
import { execute } from "@/lib/market/execute";

const AT_ONCE = 64;

export interface Replayed {
  readonly checked: number;
  readonly findings: readonly Finding[];
}

export async function replay(ledger: Ledger, progress: Progress): Promise<Replayed> {
  const { size, root } = await ledger.checkpoint();
  const state = new MemoryState();
  const findings: Finding[] = [];
  const leaves: Uint8Array[] = [];
  const memo = new Map<string, unknown>();
  const members = (await ledger.roster()).flatMap((roster) => roster.members.map(({ name }) => name));
  const held = [...new Set(members)].map((member) => ({ member, sig: "" }));
  while (leaves.length < size) {
    const records = await ledger.records(leaves.length, Math.min(AT_ONCE, size - leaves.length));
    if (records.length === 0) throw new Error(`the ledger ends at ${leaves.length} of ${size}`);
    for (const record of records) {
      leaves.push(leafHash(record.bytes));
      findings.push(...(await redo(ledger, state, record, held, memo)));
    }
    progress({ stage: "replaying", done: leaves.length, total: size });
  }
  const found = toHex(rootOf(leaves));
  if (found !== root)
    findings.push({ record: `checkpoint/${size}`, field: "root", expected: found, found: root });
  findings.push(...(await compareState(ledger, state)));
  return { checked: leaves.length + state.size, findings };
}

async function redo(
  ledger: Ledger,
  state: MemoryState,
  record: StoredRecord,
  held: Envelope["held"],
  memo: Map<string, unknown>,
): Promise<Finding[]> {
  const name = `entry/${record.index}`;
  // The bytes are a member's own entry: read as what it is, and compared whole below.
  const entry = JSON.parse(fromUtf8(record.bytes)) as Entry;
  const wanted = typeof entry.command.payload.blob === "string" ? entry.command.payload.blob : undefined;
  if (wanted !== undefined && !state.blobs.has(wanted)) {
    const blob = await ledger.blob(wanted);
    if (blob === undefined) return [{ record: name, field: "blob", expected: wanted, found: "missing" }];
    state.blobs.set(wanted, blob);
  }
  const envelope = envelopeOf(entry, record, wanted === undefined ? [] : held);
  const outcome = execute(state, envelope, {
    time: entry.time,
    index: record.index,
    blob: (hash) => state.blobs.get(hash),
    memo,
  });
  if (!outcome.ok)
    return [{ record: name, field: "outcome", expected: outcome.refusal.code, found: "accepted" }];
  state.apply(outcome.writes);
  if (equalBytes(outcome.bytes, record.bytes)) return [];
  return [
    {
      record: name,
      field: "bytes",
      expected: shown(fromUtf8(outcome.bytes)),
      found: shown(fromUtf8(record.bytes)),
    },
  ];
}

/** What was submitted, from the entry and its openings. Receipts are not kept with it: members' names stand for them. */
function envelopeOf(entry: Entry, record: StoredRecord, held: Envelope["held"]): Envelope {
  const { command } = entry;
  const { openings } = record;
  const signatures = entry.signatures.map((signature, i): Signature => {
    const isSealed = isSealedSigner(command.signers[i] ?? "");
    const { keyId, sig } = isSealed
      ? { keyId: openings[signerField(i)]?.[1], sig: openings[signatureField(i)]?.[1] }
      : signature;
    return { keyId: String(keyId), alg: signature.alg as Signature["alg"], sig: String(sig) };
  });
  return { command, signatures, openings, held };
}

async function compareState(ledger: Ledger, state: MemoryState): Promise<Finding[]> {
  const findings: Finding[] = [];
  const expected = [...state.keys("")];
  for (let at = 0; at < expected.length; at += AT_ONCE) {
    const keys = expected.slice(at, at + AT_ONCE);
    const rows = await Promise.all(keys.map((key) => ledger.state(key)));
    for (const [i, key] of keys.entries()) {
      const row = rows[i];
      const wanted = state.get(key) ?? new Uint8Array();
      if (row !== undefined && equalBytes(row, wanted)) continue;
      const found = row === undefined ? "missing" : shown(Buffer.from(row).toString("utf8"));
      const value = shown(Buffer.from(wanted).toString("utf8"));
      findings.push({ record: `state/${key}`, field: "value", expected: value, found });
    }
  }
  return findings;
}
