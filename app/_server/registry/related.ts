import "server-only";
import type { RegistryKind, Related } from "@/components/registry/kinds";
import { grouped } from "@/components/ui/format";
import type { ContractRow } from "@/lib/market/state";

interface Named {
  readonly code: string;
  readonly name: string;
}

const shown = 50;

/** What belongs to an object, each with its address. */
export function related<T extends Named>(
  kind: RegistryKind,
  title: string,
  rows: readonly T[],
  note: (row: T) => string,
): Related {
  return {
    id: kind,
    title,
    total: rows.length,
    rows: rows.slice(0, shown).map((row) => {
      return { key: row.code, text: row.name, note: note(row), href: `/exchange/${kind}/${row.code}` };
    }),
  };
}

export function contractsRelated(
  title: string,
  { rows, total }: { rows: readonly ContractRow[]; total: number },
): Related {
  return {
    id: "contracts",
    title,
    total,
    rows: rows.map(({ code, number, month, contractKwh }) => ({
      key: code,
      text: number,
      note: `${month} · ${grouped(contractKwh)} kWh`,
      href: `/exchange/contracts/${code}`,
    })),
  };
}
