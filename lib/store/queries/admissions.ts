import { z } from "zod";
import { fromUtf8, utf8 } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";

const admission = z.object({
  /** The participant's own id, as it was typed in. */
  id: z.string(),
  documents: z.array(z.string()),
  who: z.string(),
  /** Seconds. */
  at: z.number(),
});
export type Admission = z.infer<typeof admission>;

const subject = (code: string) => `admission/${code}`;

/** Which documents were seen, by whom and when, kept sealed beside the market. `code` is what it was to get. */
export async function keepAdmission(store: Store, code: string, seen: Admission): Promise<void> {
  const sealed = store.seal(utf8(JSON.stringify(seen)), subject(code));
  await store.pool.query(
    `INSERT INTO admission (participant, id_index, sealed) VALUES ($1, $2, $3)
     ON CONFLICT (participant, id_index) DO UPDATE SET sealed = excluded.sealed, at = now()`,
    [code, Buffer.from(store.vault.blind("admission", seen.id)), Buffer.from(sealed)],
  );
}

/** What the admission of the participant with this code and id saw; a code may have been meant for others before. */
export async function admissionOf(store: Store, code: string, id: string): Promise<Admission | undefined> {
  const { rows } = await store.pool.query<{ sealed: Buffer }>(
    "SELECT sealed FROM admission WHERE participant = $1",
    [code],
  );
  const seen = rows.map(({ sealed }) =>
    admission.parse(JSON.parse(fromUtf8(store.open(sealed, subject(code))))),
  );
  return seen.find((one) => one.id === id);
}
