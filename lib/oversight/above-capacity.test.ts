import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayAboveCapacity, type PlantOf, refusedAboveCapacity } from "./above-capacity";

const plant: PlantOf = { code: "P", province: "15", type: "W1", capacityKw: 1000 };
const ceiling = 250_000;
const day = 20260917;

function curve(fill: number, changes: Readonly<Record<number, number>> = {}): Float64Array {
  const wh = new Float64Array(96).fill(fill);
  for (const [slot, reading] of Object.entries(changes)) wh[Number(slot)] = reading;
  return wh;
}

describe("a plant's day", () => {
  it("may reach the ceiling and not pass it", () => {
    expect(dayAboveCapacity(plant, { day, wh: curve(0, { 5: ceiling }), entries: [1] })).toBeUndefined();
    const finding = dayAboveCapacity(plant, { day, wh: curve(0, { 5: ceiling + 1 }), entries: [1, 2] });
    expect(finding).toMatchObject({
      ...{ rule: "above-capacity", object: "P", period: "20260917", month: "2026-09", severity: "high" },
      evidence: { kind: "capacity-sum", ceilingWh: ceiling, readings: [{ slot: 5, wh: ceiling + 1 }] },
    });
  });
  it("may keep near the ceiling for six hours less a quarter", () => {
    const near = (count: number, wh: number) =>
      dayAboveCapacity(plant, { day, wh: curve(0).fill(wh, 0, count), entries: [] });
    expect(near(23, 247_500)).toBeUndefined();
    expect(near(24, 247_500)).toMatchObject({ severity: "medium", evidence: { kind: "near-capacity" } });
    expect(near(96, 247_499)).toBeUndefined();
  });
  it("of a plant without capacity is near nothing", () => {
    expect(dayAboveCapacity({ ...plant, capacityKw: 0 }, { day, wh: curve(0), entries: [] })).toBeUndefined();
  });
  it("is found exactly when a naive look says so", () => {
    const reading = fc.oneof(fc.nat(260_000), fc.integer({ min: 247_000, max: 250_010 }));
    fc.assert(
      fc.property(fc.array(reading, { minLength: 96, maxLength: 96 }), (readings) => {
        const found = dayAboveCapacity(plant, { day, wh: Float64Array.from(readings), entries: [] });
        const above = readings.filter((wh) => wh > 250_000).length;
        const near = readings.filter((wh) => wh * 100 >= 250_000 * 99).length;
        expect(found?.evidence.kind).toBe(
          above > 0 ? "capacity-sum" : near >= 24 ? "near-capacity" : undefined,
        );
      }),
    );
  });
});

describe("a refused day", () => {
  const first = { meter: "M", day, at: 7, job: "j", line: 2 };
  it("is compared with what was accepted, where both have a reading", () => {
    const wh = curve(100, { 9: 260_000, 10: 300_000, 11: Number.NaN });
    const finding = refusedAboveCapacity(
      plant,
      { ...first, wh },
      { wh: curve(90, { 9: 200_000 }), entry: 4 },
    );
    expect(finding?.evidence).toMatchObject({
      refused: [
        { slot: 9, wh: 260_000 },
        { slot: 10, wh: 300_000 },
      ],
      comparedSlots: 95,
      firstWh: 93 * 100 + 560_000,
      accepted: {
        wh: 94 * 90 + 200_000,
        entry: 4,
        readings: [
          { slot: 9, wh: 200_000 },
          { slot: 10, wh: 90 },
        ],
      },
    });
    expect(finding).toMatchObject({ object: "M", provinces: ["15"] });
  });
  it("stands alone until the day is sent again, and is none without a reading above the ceiling", () => {
    const one = refusedAboveCapacity(plant, { ...first, wh: curve(0, { 0: ceiling + 1 }) }, undefined);
    expect(one?.evidence).not.toHaveProperty("accepted");
    expect(refusedAboveCapacity(plant, { ...first, wh: curve(ceiling) }, undefined)).toBeUndefined();
  });
});
