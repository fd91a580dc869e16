import type { ContractRow, ParticipantRow, UnitRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable, participantTable, unitTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

// 加密搜索: exact search by what is stored sealed, over blind indexes. Nothing is decrypted to find it.

export async function participantByUscc(store: Store, uscc: string): Promise<ParticipantRow[]> {
  const usccIndex = store.vault.blind("participant.uscc", uscc);
  const rows = await store.prisma.participant.findMany({ where: { usccIndex }, orderBy: { code: "asc" } });
  return rows.map((row) => openState<ParticipantRow>(store, participantTable, row));
}

/** By imported id. */
export async function unitById(store: Store, id: string): Promise<UnitRow | undefined> {
  const row = await store.prisma.unit.findFirst({ where: { idIndex: store.vault.blind("unit.id", id) } });
  return row === null ? undefined : openState<UnitRow>(store, unitTable, row);
}

export async function contractByNumber(store: Store, number: string): Promise<ContractRow | undefined> {
  const numberIndex = store.vault.blind("contract.number", number);
  const row = await store.prisma.contract.findFirst({ where: { numberIndex } });
  return row === null ? undefined : openState<ContractRow>(store, contractTable, row);
}
