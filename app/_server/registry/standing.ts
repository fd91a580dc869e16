import "server-only";
import { z } from "zod";
import { momentOf } from "@/components/ledger/moment";
import type { Standing } from "@/components/registry/kinds";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { ParticipantRow } from "@/lib/market/state";
import { keysOfParticipant } from "@/lib/store/queries/keys";
import { desk } from "../desk";
import { store } from "../market";

const admission = z.object({
  id: z.string(),
  documents: z.array(z.string()),
  who: z.string(),
  at: z.number(),
});
export type Admission = z.infer<typeof admission>;

const subject = (code: string) => `admission/${code}`;

/** Which documents were seen, by whom and when, kept sealed beside the market. */
export async function keepAdmission(code: string, seen: Admission): Promise<void> {
  const db = await store();
  const sealed = db.seal(utf8(JSON.stringify(seen)), subject(code));
  await db.pool.query(
    `INSERT INTO admission (participant, sealed) VALUES ($1, $2)
     ON CONFLICT (participant) DO UPDATE SET sealed = excluded.sealed, at = now()`,
    [code, Buffer.from(sealed)],
  );
}

/** What an admission saw; a code that went to somebody else in the end has none. */
async function admissionOf({ code, id }: ParticipantRow): Promise<Admission | undefined> {
  const db = await store();
  const { rows } = await db.pool.query<{ sealed: Buffer }>(
    "SELECT sealed FROM admission WHERE participant = $1",
    [code],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const seen = admission.parse(JSON.parse(fromUtf8(db.open(row.sealed, subject(code)))));
  return seen.id === id ? seen : undefined;
}

export async function standingOf(row: ParticipantRow): Promise<Standing> {
  const [keys, seen, { market }] = await Promise.all([
    keysOfParticipant(await store(), row.code),
    admissionOf(row),
    desk(),
  ]);
  return {
    ...{ code: row.code, role: row.role, status: row.status, market },
    keys: keys.map(({ keyId, alg, custody, label, from, until }) => ({
      keyId,
      alg,
      custody,
      label,
      from,
      until,
    })),
    documents: seen && { names: seen.documents, who: seen.who, at: momentOf(seen.at) },
  };
}
