import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addUp, type NationalLines } from "@/lib/oversight/national";
import { sentThrough } from "@/lib/units/loss";
import { balances, compareSums } from "./compare-sums";

const channels = [
  { code: "H1", name: "a", from: "63", to: "41", capacityKw: 1, lossPpm: 58_300 },
  { code: "H2", name: "b", from: "41", to: "33", capacityKw: 1, lossPpm: 20_000 },
];
const paths: NationalLines["paths"] = [
  [],
  [[0, 58_300]],
  [
    [0, 58_300],
    [1, 20_000],
  ],
];
const units = ["63", "41", "33"].map((province) => ({ code: province, name: "", province }));

function market(landed: readonly (readonly [number, number])[]): NationalLines {
  const landedWh = landed.map(([wh]) => wh);
  const path = landed.map(([, at]) => at);
  const sentWh = landed.map(([wh, at]) =>
    sentThrough(
      wh,
      (paths[at] ?? []).map(([, lossPpm]) => ({ lossPpm })),
    ),
  );
  const [mechanismWh, unsoldWh] = [7, 11];
  const onGridWh = sentWh.reduce((sum, wh) => sum + wh, mechanismWh + unsoldWh);
  const about = { code: "P", name: "", type: "S1", province: "63", capacityKw: 1, lonE6: 0, latE6: 0 };
  const plants = [{ ...about, onGridWh, mechanismWh, unsoldWh }];
  return { plants, units, channels, paths, path, sentWh, landedWh, plant: path.map(() => 0), unit: path };
}

const lines = fc.array(fc.tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 2 })), {
  minLength: 1,
});
const shownOf = (month: NationalLines) => {
  const { totals, provinces, flows, channels: sums } = addUp(month);
  const shown = channels.map((channel, at) => ({
    ...channel,
    ...(sums[at] ?? { lines: 0, sentWh: 0, lossWh: 0, landedWh: 0 }),
  }));
  return { totals, provinces, flows, channels: shown };
};

describe("the accounts of a month", () => {
  it("close, and agree with themselves added up again", () => {
    fc.assert(
      fc.property(lines, (given) => {
        const month = market(given);
        expect(balances(addUp(month))).toBe(true);
        expect(compareSums(shownOf(month), addUp(month))).toBe("agrees");
      }),
    );
  });
  it("do not close over one Wh more or less, wherever it is", () => {
    fc.assert(
      fc.property(lines, fc.constantFrom("onGridWh", "mechanismWh", "unsoldWh"), (given, field) => {
        const month = market(given);
        const plants = month.plants.map((plant) => ({ ...plant, [field]: plant[field] + 1 }));
        expect(compareSums(shownOf({ ...month, plants }), addUp({ ...month, plants }))).toBe("differs");
        expect(compareSums(shownOf(month), addUp({ ...month, plants }))).toBe("differs");
      }),
    );
    const month = market([[1000, 1]]);
    expect(addUp(month).broken).toBe(0);
    const off = { ...month, sentWh: [...month.sentWh].map((wh) => wh + 1) };
    expect(addUp(off).broken).toBe(1);
    expect(compareSums(shownOf(off), addUp(off))).toBe("differs");
  });
});
