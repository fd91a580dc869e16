import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRefusals, previewLines } from "@/lib/jobs/settle/answer";
import { type MarketInput, settleMarket } from "@/lib/market/settlement/settle-market";
import { channels, plants, type State, units } from "@/lib/market/state";

const folder = join(process.cwd(), "../shared/vectors/market");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];

interface Vector {
  readonly name: string;
  readonly market: MarketInput;
  readonly expected: { readonly lines: readonly object[] };
}

/** A state in which every object's code is its id. */
function stateOf({ plants: some, units: others, channels: paths }: MarketInput): State {
  const rows = new Map<string, Uint8Array>();
  const state: State = {
    get: (key) => rows.get(key),
    keys: () => [],
    put: (key, value) => void rows.set(key, value),
    delete: (key) => void rows.delete(key),
  };
  const origin = { entry: 0, record: 0 };
  for (const { id } of some) {
    const rest = { owner: "", name: "", type: "W1", capacityKw: 1, province: "63", place: "630000" };
    plants.put(state, [id], { code: id, id, ...rest, latE6: 0, lonE6: 0, projectCode: "", ...origin });
  }
  for (const { id } of others) {
    units.put(state, [id], { code: id, id, owner: "", name: "", province: "41", ...origin });
  }
  for (const { id, lossPpm } of paths) {
    const rest = { name: "", fromProvince: "63", toProvince: "41", capacityKw: 1 };
    channels.put(state, [id], { code: id, id, lossPpm, ...rest, ...origin });
  }
  return state;
}

describe.skipIf(files.length === 0)("the published markets (shared/vectors/market)", () => {
  it.each(files)("%s: settle answers exactly these lines", (file) => {
    const { market, expected }: Vector = JSON.parse(readFileSync(join(folder, file), "utf8"));
    expect(previewLines(stateOf(market), settleMarket(market))).toEqual(expected.lines);
  });
});

describe("open sides", () => {
  it("are refused contract by contract in the bytes of their numbers, the plant's side first", () => {
    const state = stateOf({
      plants: [{ id: "P", onGridWh: 0, mechanismWh: 0 }],
      units: [{ id: "U", consumedWh: 0 }],
      channels: [],
      contracts: [],
    });
    const open = [
      { contract: "1", number: "𝄞", side: "consumption", asset: "U" },
      { contract: "2", number: "\uff5e", side: "consumption", asset: "U" },
      { contract: "2", number: "\uff5e", side: "generation", asset: "P" },
    ] as const;
    const refused = openRefusals(state, open);
    expect(refused.map(({ contract, code }) => [contract, code])).toEqual([
      ["\uff5e", "not-closed"],
      ["\uff5e", "not-closed"],
      ["𝄞", "not-closed"],
    ]);
    expect(refused.map(({ reason }) => reason.slice(0, 6))).toEqual(["plant ", "unit U", "unit U"]);
  });
});
