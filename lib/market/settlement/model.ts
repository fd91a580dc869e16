/** The month as the state holds it: what its contracts are, what of it is open, what its lines need. Reading only. */
import { compareText } from "@/lib/crypto/bytes";
import { addMonth } from "@/lib/market/metering/month-curve";
import type { PathChannel } from "@/lib/market/settlement/line-leaf";
import {
  assetMeters,
  type ContractRow,
  channels,
  closedMonths,
  contractedPlants,
  contractedUnits,
  contracts,
  mechanisms,
  meterMonths,
  plantContracts,
  type StateReader,
  unitContracts,
} from "@/lib/market/state";
import { intervalsInMonth, type Month } from "@/lib/units/interval";

/** The side of a contract that a plant or a unit stands on. */
export type Side = "generation" | "consumption";

/** A contract that cannot be settled because a plant or unit of it is open. Objects by trace code. */
export interface OpenSide {
  readonly contract: string;
  readonly number: string;
  readonly side: Side;
  readonly asset: string;
}

/** A plant or unit with contracts in a month, closed: what its meters read and what its contracts come to, Wh. */
export interface ClosedAsset {
  readonly code: string;
  /** C of a plant, D of a unit. */
  readonly contractedWh: number;
  /** onGrid of a plant, U of a unit. */
  readonly meteredWh: number;
  readonly meters: readonly string[];
  /** In contract-number order. */
  readonly contracts: readonly ContractRow[];
}

/** Codes of the plants with contracts in the month, ascending. */
export function plantsOfMonth(state: StateReader, month: Month): string[] {
  return Array.from(contractedPlants.ids(state, month), ([, plant = ""]) => plant);
}

/** Codes of the units with contracts in the month, ascending. */
export function unitsOfMonth(state: StateReader, month: Month): string[] {
  return Array.from(contractedUnits.ids(state, month), ([, unit = ""]) => unit);
}

/** Contracts by the bytes of their numbers, the order of every list of lines. */
export function byNumber(rows: readonly ContractRow[]): ContractRow[] {
  return [...rows].sort((a, b) => compareText(a.number, b.number));
}

/** The contract of a code the state itself lists. Throws where the state contradicts itself. */
export function contractRow(state: StateReader, code: string): ContractRow {
  const row = contracts.get(state, code);
  if (!row) throw new Error(`contract ${code} is listed but not there`);
  return row;
}

function contractsOf(state: StateReader, side: Side, month: Month, asset: string): ContractRow[] {
  const table = side === "generation" ? plantContracts : unitContracts;
  return byNumber(Array.from(table.ids(state, month, asset), ([, , code = ""]) => contractRow(state, code)));
}

/** One refusal per contract and open side, contracts in number order within a plant or unit (domain §3). */
export function openSides(state: StateReader, month: Month): OpenSide[] {
  const sides = [
    ...plantsOfMonth(state, month).map((asset) => ({ side: "generation", asset }) as const),
    ...unitsOfMonth(state, month).map((asset) => ({ side: "consumption", asset }) as const),
  ];
  return sides
    .filter(({ asset }) => meteredWh(state, asset, month) === undefined)
    .flatMap(({ side, asset }) =>
      contractsOf(state, side, month, asset).map(({ code, number }) => ({
        contract: code,
        number,
        side,
        asset,
      })),
    );
}

/** Sum over all the asset's meters; undefined while one is open, or where there is none. */
export function meteredWh(state: StateReader, asset: string, month: Month): number | undefined {
  let sum: number | undefined;
  for (const meter of metersOf(state, asset)) {
    const closed = closedMonths.get(state, meter, month);
    if (!closed) return undefined;
    sum = (sum ?? 0) + closed.totalWh;
  }
  return sum;
}

/** Codes of the meters of a plant or unit, ascending. */
export function metersOf(state: StateReader, asset: string): string[] {
  return Array.from(assetMeters.ids(state, asset), ([, meter = ""]) => meter);
}

/** A plant or unit of the month. Throws while it is open: `openSides` is asked first. */
export function closedAsset(state: StateReader, side: Side, month: Month, code: string): ClosedAsset {
  const total = meteredWh(state, code, month);
  const table = side === "generation" ? contractedPlants : contractedUnits;
  const contracted = table.get(state, month, code);
  if (total === undefined || !contracted) throw new Error(`${code} is open in ${month}`);
  return {
    code,
    contractedWh: contracted.wh,
    meteredWh: total,
    meters: metersOf(state, code),
    contracts: contractsOf(state, side, month, code),
  };
}

/** Mechanism energy stated for the plant's month; 0 unless stated. */
export function mechanismWh(state: StateReader, plant: string, month: Month): number {
  return mechanisms.get(state, plant, month)?.wh ?? 0;
}

/** The channels of a contract's path with their losses. */
export function pathOf(state: StateReader, contract: ContractRow): PathChannel[] {
  return contract.path.map((channel) => {
    const row = channels.get(state, channel);
    if (!row) throw new Error(`channel ${channel} of contract ${contract.code} is not there`);
    return { channel, lossPpm: row.lossPpm };
  });
}

/**
 * The readings of a frozen plant or unit, all its meters together, Wh per interval. A meter that was registered
 * after the freeze has no closed month and adds nothing: it could not be closed any more.
 */
export function assetCurve(state: StateReader, asset: string, month: Month): Float64Array {
  const curve = new Float64Array(intervalsInMonth(month));
  for (const meter of metersOf(state, asset)) {
    const packed = meterMonths.get(state, meter, month);
    if (packed) addMonth(curve, packed);
  }
  return curve;
}
