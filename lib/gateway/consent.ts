/** Who signs: each party by a key of its own, the exchange for those that have none (protocol §2). */
import type { SigningKey } from "@/lib/gateway/author";
import { type Keyring, keptSigner } from "@/lib/gateway/keyring";
import { readIds, readRow, type StateSource } from "@/lib/gateway/view";
import { isSealedRole } from "@/lib/market/signers";
import { type KeyRow, keys, participantKeys, participants, type Role } from "@/lib/market/state";

export interface Consent {
  readonly signers: readonly SigningKey[];
  /** Parties without a key, in the order given: the exchange has to sign as well. */
  readonly onBehalfOf: readonly string[];
  /** Parties that sign themselves, with a key the gateway does not keep. */
  readonly missing: readonly string[];
}

/** How the parties (participants' codes) can sign now. */
export async function consentOf(
  ledger: StateSource,
  keyring: Keyring,
  parties: Iterable<string>,
): Promise<Consent> {
  const signers: SigningKey[] = [];
  const onBehalfOf: string[] = [];
  const missing: string[] = [];
  for (const party of new Set(parties)) {
    const registered = await keysInForce(ledger, party);
    if (registered.size === 0) {
      onBehalfOf.push(party);
      continue;
    }
    const own = keyring.of(party).find(({ keyId }) => registered.has(keyId));
    if (own === undefined) missing.push(party);
    else signers.push(keptSigner(own, await isSealedParty(ledger, party)));
  }
  return { signers, onBehalfOf, missing };
}

/** The keys kept here for participants of a role, e.g. the exchange's, oldest entry first. */
export async function keysOfRole(ledger: StateSource, keyring: Keyring, role: Role): Promise<SigningKey[]> {
  const found: { row: KeyRow; key: SigningKey }[] = [];
  for (const key of keyring.all()) {
    const row = await readRow(ledger, keys, key.keyId);
    const owner = row && (await readRow(ledger, participants, row.participant));
    if (row === undefined || row.until !== undefined || owner?.role !== role) continue;
    found.push({ row, key: keptSigner(key, isSealedRole(role)) });
  }
  return found.sort((a, b) => a.row.entry - b.row.entry).map(({ key }) => key);
}

async function keysInForce(ledger: StateSource, party: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const [, keyId = ""] of readIds(ledger, participantKeys, party)) {
    const row = await readRow(ledger, keys, keyId);
    if (row !== undefined && row.until === undefined) found.add(keyId);
  }
  return found;
}

async function isSealedParty(ledger: StateSource, party: string): Promise<boolean> {
  const row = await readRow(ledger, participants, party);
  return row !== undefined && isSealedRole(row.role);
}
