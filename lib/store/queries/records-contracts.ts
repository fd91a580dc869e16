import { compareText } from "@/lib/crypto/bytes";
import type { ContractRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
import { contractTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";
import { KeptMonths } from "./kept-months";

const AT_ONCE = 5_000;
const kept = new KeptMonths<readonly ContractRow[]>(36);

/** A month's contracts in number order. Contracts are only added: as many as before are the same as before. */
export async function contractsOfMonth(store: Store, month: Month): Promise<readonly ContractRow[]> {
  const count = await store.prisma.contract.count({ where: { month } });
  return kept.get(store, `${month}/${count}`, () => readContracts(store, month));
}

async function readContracts(store: Store, month: Month): Promise<ContractRow[]> {
  const found: ContractRow[] = [];
  for (let after = ""; ; ) {
    const rows = await store.prisma.contract.findMany({
      where: { month, code: { gt: after } },
      orderBy: { code: "asc" },
      take: AT_ONCE,
    });
    for (const row of rows) found.push(openState<ContractRow>(store, contractTable, row));
    if (rows.length < AT_ONCE) break;
    after = rows.at(-1)?.code ?? "";
  }
  return found.sort((a, b) => compareText(a.number, b.number));
}

/** Months with contracts, newest first: from month to month over the index, however many contracts there are. */
export async function contractMonths(store: Store): Promise<Month[]> {
  const { rows } = await store.pool.query<{ month: Month }>(
    `WITH RECURSIVE known AS (
       (SELECT month FROM contract ORDER BY month DESC LIMIT 1)
       UNION ALL
       SELECT (SELECT c.month FROM contract c WHERE c.month < known.month ORDER BY c.month DESC LIMIT 1) FROM known
         WHERE known.month IS NOT NULL)
     SELECT month FROM known WHERE month IS NOT NULL`,
  );
  return rows.map(({ month }) => month);
}
