import { describe, expect, it } from "vitest";
import { isDark, type PlantPlace, solarAtNight } from "./solar-night";

// 红寺堡: on 8 September the sun sets there at about 19:14.
const plant: PlantPlace = {
  ...{ code: "P", province: "64", type: "S1", capacityKw: 50_000, latE6: 37_600_000, lonE6: 106_090_000 },
};
const day = 20260908;

function look(changes: Readonly<Record<number, number>>, type = "S1") {
  const wh = new Float64Array(96);
  for (const [slot, reading] of Object.entries(changes)) wh[Number(slot)] = reading;
  return solarAtNight({ ...plant, type }, { day, wh, entries: [3] });
}

describe("a solar plant", () => {
  it("may generate by day and in the twilight, not after it", () => {
    expect(look({ 48: 1000, 76: 5 })).toBeUndefined();
    expect(look({ 82: 312_000, 83: 1 })).toMatchObject({
      ...{ rule: "solar-night", object: "P", period: "20260908", severity: "high" },
      evidence: {
        wh: 312_001,
        readings: [
          { slot: 82, wh: 312_000 },
          { slot: 83, wh: 1 },
        ],
        entries: [3],
      },
    });
  });
  it("is looked at before sunrise too", () => {
    expect(look({ 8: 1 })).toMatchObject({ evidence: { wh: 1 } });
  });
  it("is none that stores heat, and no wind farm", () => {
    expect(look({ 82: 5 }, "S3")).toBeUndefined();
    expect(look({ 82: 5 }, "W1")).toBeUndefined();
    expect(look({ 82: 5 }, "S2")).toBeDefined();
  });
});

describe("the dark", () => {
  it("begins a quarter-hour after sunset and ends one before sunrise", () => {
    const [sunrise, sunset] = [6 * 60, 18 * 60];
    expect([22, 23].map((slot) => isDark(slot, sunrise, sunset))).toEqual([true, false]);
    expect([72, 73].map((slot) => isDark(slot, sunrise, sunset))).toEqual([false, true]);
    // A sunset at 18:01 needs the whole quarter-hour after 18:16.
    expect([73, 74].map((slot) => isDark(slot, sunrise, sunset + 1))).toEqual([false, true]);
  });
});
