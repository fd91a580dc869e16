import { compareText, equalBytes, fromHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalText } from "@/lib/crypto/canonical";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { inputLeaves, type MonthInput } from "@/lib/market/settlement/input-root";
import { channels, contracts, frozenPlants, frozenUnits, months, versionId } from "@/lib/market/state";
import { origin } from "./origin";
import type { Source } from "./source";

/** Leaves of a frozen month's input root, as JCS texts, and the place of each plant's. */
export interface FrozenInput {
  readonly freezeEntry: number;
  readonly texts: readonly string[];
  readonly hashes: readonly Uint8Array[];
  /** By trace code. */
  readonly plants: ReadonlyMap<string, number>;
}

/** The leaves as the members hashed them, made again from what they froze. Throws where another root comes out. */
export async function readFrozenInput(source: Source, month: string, version: number): Promise<FrozenInput> {
  const frozen = await source.must(months, month);
  const input = await monthInput(source, month, version);
  const texts = inputLeaves(input).map(canonicalText);
  const hashes = texts.map((text) => leafHash(utf8(text)));
  if (frozen.version !== version || !equalBytes(rootOf(hashes), fromHex(frozen.inputRoot)))
    throw new Error(`the input of ${month}, version ${version}, is not what was frozen`);
  const plants = new Map(input.plants.map(({ code }, at) => [code, at + 1]));
  return { freezeEntry: frozen.freezeEntry, texts, hashes, plants };
}

async function monthInput(source: Source, month: string, version: number): Promise<MonthInput> {
  const [plants, units] = await Promise.all([
    plantInputs(source, month, version),
    unitInputs(source, month, version),
  ]);
  const codes = plants.flatMap(({ lines }) => lines);
  const rows = await Promise.all(codes.map((code) => source.must(contracts, code)));
  const ordered = rows.sort((a, b) => compareText(a.number, b.number));
  const priced = ordered.map(async (row) => ({
    row,
    path: await Promise.all(
      row.path.map(async (channel) => ({ channel, lossPpm: (await source.must(channels, channel)).lossPpm })),
    ),
  }));
  const market = await origin(source.ledger);
  return { market, month, version, plants, units, contracts: await Promise.all(priced) };
}

async function plantInputs(source: Source, month: string, version: number) {
  const codes = await source.ids(frozenPlants.key(month, versionId(version)));
  return Promise.all(
    codes.map(async (code) => {
      const { onGridWh, mechanismWh, G, C, lines } = await source.must(
        frozenPlants,
        ...[month, versionId(version), code],
      );
      const meters = await source.closedMeters(code, month);
      return { code, meteredWh: onGridWh, mechanismWh, G, contractedWh: C, meters, contracts: [], lines };
    }),
  );
}

async function unitInputs(source: Source, month: string, version: number) {
  const codes = await source.ids(frozenUnits.key(month, versionId(version)));
  return Promise.all(
    codes.map(async (code) => {
      const { U, D, lines } = await source.must(frozenUnits, month, versionId(version), code);
      const [first] = lines;
      const rows = first === undefined ? [] : [await source.must(contracts, first)];
      const meters = await source.closedMeters(code, month);
      return { code, meteredWh: U, contractedWh: D, meters, contracts: rows };
    }),
  );
}
