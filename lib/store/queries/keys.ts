import type { KeyRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { keyTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/** Every key a participant has or had in the market, in the order of their entries. Throws SealBroken. */
export async function keysOfParticipant(store: Store, participant: string): Promise<KeyRow[]> {
  const rows = await store.prisma.key.findMany({
    where: { participantIndex: store.vault.blind("key.participant", participant) },
    orderBy: [{ from: "asc" }, { keyId: "asc" }],
  });
  return rows.map((row) => openState<KeyRow>(store, keyTable, row));
}
