import { type Entry, isSealedSigner, signerField } from "@/lib/market/entry";
import type { KeyRow, ParticipantRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { keyTable, participantTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import { type EntryRecord, entriesByIndex, openingsOf } from "./entries";

/** What the trail is narrowed to; times are Unix seconds, [from, to). */
export interface TrailFilter {
  readonly type?: string;
  /** A trace code that an entry names. */
  readonly object?: string;
  /** Who submitted: an account, with all the jobs it confirmed. */
  readonly account?: string;
  readonly from?: number;
  readonly to?: number;
}

/** A key under an entry and whose it is; a member's cosign key has no participant. */
export interface TrailSigner {
  readonly keyId: string;
  readonly custody: string;
  readonly label: string;
  readonly participant: string;
  readonly participantName: string;
}

export interface TrailEntry extends Pick<EntryRecord, "index" | "type" | "time" | "txId" | "codes"> {
  readonly signers: readonly TrailSigner[];
  /** Who submitted it, as the gateway noted: person, job, cli, machine; "" where it did not pass here. */
  readonly source: string;
  /** The account or machine; of a job the account that confirmed it. */
  readonly who: string;
  /** The job it was a step of. */
  readonly job: string;
}

/** One page of the log with who signed and who submitted each entry, newest first. `page` from 1. */
export async function trailEntries(
  store: Store,
  filter: TrailFilter,
  page: number,
  pageSize: number,
): Promise<{ rows: TrailEntry[]; total: number }> {
  const { sql, values } = whereOf(filter);
  const at = values.length;
  const [found, counted] = await Promise.all([
    store.pool.query<{ index: number }>(
      `SELECT index FROM entry ${sql} ORDER BY index DESC LIMIT $${at + 1} OFFSET $${at + 2}`,
      [...values, pageSize, (page - 1) * pageSize],
    ),
    store.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM entry ${sql}`, values),
  ]);
  const records = await entriesByIndex(
    store,
    found.rows.map(({ index }) => index),
  );
  const entries = found.rows.flatMap(({ index }) => records.get(index) ?? []);
  return { rows: await withActors(store, entries), total: counted.rows[0]?.count ?? 0 };
}

function whereOf({ type, object, account, from, to }: TrailFilter): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const parts: string[] = [];
  const add = (part: (place: string) => string, value: unknown) => {
    values.push(value);
    parts.push(part(`$${values.length}`));
  };
  if (type !== undefined) add((place) => `type = ${place}`, type);
  if (object !== undefined) add((place) => `codes @> ARRAY[${place}]::text[]`, object);
  if (from !== undefined) add((place) => `time >= ${place}`, from);
  if (to !== undefined) add((place) => `time < ${place}`, to);
  if (account !== undefined) {
    add(
      (place) =>
        `tx_id IN (SELECT tx_id FROM submission WHERE who = ${place}
         OR (source = 'job' AND who IN (SELECT id FROM job WHERE account_id = ${place})))`,
      account,
    );
  }
  return { sql: parts.length === 0 ? "" : `WHERE ${parts.join(" AND ")}`, values };
}

async function withActors(store: Store, entries: readonly EntryRecord[]): Promise<TrailEntry[]> {
  const found = await Promise.all(
    entries.map(async (entry) => [entry.index, await signerKeys(store, entry)] as const),
  );
  const keysOf = new Map<number, string[]>(found);
  const signers = await signersById(store, [...keysOf.values()].flat());
  const sources = await submittersOf(
    store,
    entries.map(({ txId }) => txId),
  );
  return entries.map(({ index, type, time, txId, codes }) => ({
    ...{ index, type, time, txId, codes },
    signers: (keysOf.get(index) ?? []).map(
      (keyId) =>
        signers.get(keyId) ?? { keyId, custody: "member", label: "", participant: "", participantName: "" },
    ),
    ...(sources.get(txId) ?? { source: "", who: "", job: "" }),
  }));
}

/** Sealed signers stand in the entry's own openings. The members wrote the text: it is read as what it is. */
async function signerKeys(store: Store, { index, text }: EntryRecord): Promise<string[]> {
  const { command } = JSON.parse(text) as Entry;
  if (!command.signers.some(isSealedSigner)) return [...command.signers];
  const openings = await openingsOf(store, index, -1);
  return command.signers.map((signer, i) =>
    isSealedSigner(signer) ? String(openings[signerField(i)]?.[1]) : signer,
  );
}

async function signersById(store: Store, keyIds: readonly string[]): Promise<Map<string, TrailSigner>> {
  const stored = await store.prisma.key.findMany({ where: { keyId: { in: [...new Set(keyIds)] } } });
  const rows = stored.map((row) => openState<KeyRow>(store, keyTable, row));
  const owners = await store.prisma.participant.findMany({
    where: { code: { in: [...new Set(rows.map(({ participant }) => participant))] } },
  });
  const names = new Map(
    owners.map((row) => [row.code, openState<ParticipantRow>(store, participantTable, row).name]),
  );
  return new Map(
    rows.map(({ keyId, custody, label, participant }) => [
      keyId,
      { keyId, custody, label, participant, participantName: names.get(participant) ?? participant },
    ]),
  );
}

interface Submitter {
  readonly source: string;
  readonly who: string;
  readonly job: string;
}

async function submittersOf(store: Store, txIds: readonly string[]): Promise<Map<string, Submitter>> {
  const found = await store.pool.query<{
    tx_id: string;
    source: string;
    who: string;
    account: string | null;
  }>(
    `SELECT s.tx_id, s.source, coalesce(s.who, '') AS who, j.account_id AS account
     FROM submission s LEFT JOIN job j ON s.source = 'job' AND j.id = s.who
     WHERE s.tx_id = ANY($1) AND s.state = 'accepted'`,
    [txIds],
  );
  return new Map(
    found.rows.map(({ tx_id, source, who, account }) => [
      tx_id,
      source === "job" ? { source, who: account ?? "", job: who } : { source, who, job: "" },
    ]),
  );
}
