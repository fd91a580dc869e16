/** The input root of a frozen month: one hash over everything its settlement depends on (COMMANDS.md). */
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { derivedSalt } from "@/lib/crypto/commitment";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import type { ClosedAsset } from "@/lib/market/settlement/model";
import type { ContractRow } from "@/lib/market/state";

export interface MonthInput {
  readonly market: string;
  readonly month: string;
  readonly version: number;
  /** By code. */
  readonly plants: readonly (ClosedAsset & { readonly mechanismWh: number; readonly G: number })[];
  /** By code. */
  readonly units: readonly ClosedAsset[];
  /** In contract-number order. */
  readonly contracts: readonly { readonly row: ContractRow; readonly path: readonly PathChannel[] }[];
}

/** RFC 9162 root over the leaves below, 32 bytes. */
export function inputRoot(input: MonthInput): Uint8Array {
  return rootOf(inputLeaves(input).map((leaf) => leafHash(canonicalBytes(leaf))));
}

/**
 * The leaves, each hashed as JCS: the month, its plants, units, contracts. What is private stands there as an HMAC
 * under a contract's secret (`derivedSalt`, with the field given): a unit's under that of its first contract.
 */
export function inputLeaves({ market, month, version, plants, units, contracts }: MonthInput): Json[] {
  return [
    ["lvji/input/v1", market, month, version],
    ...plants.map((plant) => [
      "plant",
      plant.code,
      plant.meteredWh,
      plant.mechanismWh,
      plant.G,
      plant.contractedWh,
      plant.meters,
    ]),
    ...units.map((unit) => {
      const value = [unit.code, unit.meteredWh, unit.contractedWh, unit.meters];
      return ["unit", hidden(unit.contracts[0], month, "input/unit", value)];
    }),
    ...contracts.map(({ row, path }) => {
      const channels = path.map(({ channel, lossPpm }) => [channel, lossPpm]);
      const value = [row.number, row.plant, row.unit, row.contractKwh, channels];
      return ["contract", row.code, hidden(row, month, "input/contract", value)];
    }),
  ];
}

function hidden(contract: ContractRow | undefined, month: string, field: string, value: Json): string {
  if (contract === undefined) throw new Error("a unit of the month without a contract");
  return toHex(derivedSalt({ contractSecret: fromHex(contract.secret), month, field, value }));
}
