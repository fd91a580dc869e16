import "server-only";
import { momentOf } from "@/components/ledger/moment";
import type { Standing } from "@/components/registry/kinds";
import type { ParticipantRow } from "@/lib/market/state";
import { admissionOf } from "@/lib/store/queries/admissions";
import { keysOfParticipant } from "@/lib/store/queries/keys";
import { desk } from "../desk";
import { store } from "../market";

export async function standingOf(row: ParticipantRow): Promise<Standing> {
  const [keys, seen, { market }] = await Promise.all([
    keysOfParticipant(await store(), row.code),
    admissionOf(await store(), row.code, row.id),
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
