import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENERGY_TYPES } from "@/lib/identifiers/energy-types";
import { lossOutsideBand, lossRegisteredTooHigh } from "./channel-loss";
import { dayJump, medianOf, monthJump } from "./consumption-jump";
import { capabilityKwh, contractBeyondCapability } from "./contract-capability";
import { evidenceText, findingKey, RULES, ruleNumber } from "./finding";
import { divergedMembers } from "./member-diverged";
import { UTILISATION_PERMILLE } from "./thresholds";

const channel = { code: "H", fromProvince: "15", toProvince: "37", lossPpm: 65_000, entry: 3 };

describe("a channel's loss", () => {
  const look = (lossWh: number, sentWh = 1_000_000_000) =>
    lossOutsideBand(channel, "2026-09", { sentWh, lossWh, lines: 2 });
  it("lies within half a point of the registered one", () => {
    expect(look(70_000_000)).toBeUndefined();
    expect(look(60_000_000)).toBeUndefined();
    expect(look(70_001_000)).toMatchObject({
      ...{ rule: "channel-loss", object: "H", period: "2026-09", provinces: ["15", "37"] },
      evidence: { registeredPpm: 65_000, effectivePpm: 70_001, bandPpm: 5_000, lines: 2 },
    });
    expect(look(59_998_999)).toBeDefined();
  });
  it("of next to nothing is rounding", () => {
    expect(look(999_999, 999_999)).toBeUndefined();
    expect(look(1_000_000, 1_000_000)).toBeDefined();
  });
  it("is the share an exact division gives", () => {
    const flow = fc.tuple(fc.integer({ min: 1_000_000, max: 2 ** 50 }), fc.integer({ min: 0, max: 200_000 }));
    fc.assert(
      fc.property(flow, ([sentWh, ppm]) => {
        const lossWh = Number((BigInt(sentWh) * BigInt(ppm)) / 1_000_000n);
        const found = lossOutsideBand(channel, "2026-09", { sentWh, lossWh, lines: 1 });
        const effective = Number((BigInt(lossWh) * 2_000_000n + BigInt(sentWh)) / (2n * BigInt(sentWh)));
        expect(found !== undefined).toBe(effective < 60_000 || effective > 70_000);
      }),
    );
  });
  it("is registered with ten percent at most", () => {
    expect(lossRegisteredTooHigh({ ...channel, lossPpm: 100_000 })).toBeUndefined();
    expect(lossRegisteredTooHigh({ ...channel, lossPpm: 100_001 })).toMatchObject({
      period: "registered",
      month: "",
    });
  });
});

describe("contracts of a plant's month", () => {
  const plant = { code: "P", province: "65", type: "S1", capacityKw: 20_000 };
  const look = (...kwh: number[]) =>
    contractBeyondCapability(
      plant,
      "2026-09",
      kwh.map((contractKwh, at) => ({ code: `K${at}`, contractKwh, entry: at })),
    );
  it("may come to what the plant can make at best", () => {
    expect(capabilityKwh(plant, "2026-09")).toBe(4_320_000);
    expect(capabilityKwh(plant, "2026-02")).toBe(4_032_000);
    expect(look(4_320_000)).toBeUndefined();
    expect(look(4_000_000, 320_001)).toMatchObject({
      evidence: { contractKwh: 4_320_001, capabilityKwh: 4_320_000, hours: 720, utilisationPermille: 300 },
    });
    expect(look()).toBeUndefined();
  });
  it("are judged for every type a plant can have, and for no other", () => {
    for (const { code } of ENERGY_TYPES) expect(UTILISATION_PERMILLE[code]).toBeGreaterThan(0);
    expect(capabilityKwh({ ...plant, type: "XX" }, "2026-09")).toBeUndefined();
    expect(contractBeyondCapability({ ...plant, type: "XX" }, "2026-09", [])).toBeUndefined();
  });
});

describe("a unit's use", () => {
  const unit = { code: "U", province: "42" };
  it("jumps when its day's mean is half as much again as before", () => {
    const before = [
      { month: "2026-09", wh: 30_000 },
      { month: "2026-08", wh: 31_000 },
    ];
    expect(monthJump(unit, { month: "2026-10", wh: 46_499 }, before)).toBeUndefined();
    expect(monthJump(unit, { month: "2026-10", wh: 46_500 }, before)).toMatchObject({
      ...{ object: "U", period: "2026-10" },
      evidence: { permille: 1_500, days: 31 },
    });
  });
  it("is compared with three months at most and two at least, and not with nothing", () => {
    const month = (name: string, wh: number) => ({ month: name, wh });
    const now = month("2026-10", 1_000_000);
    expect(monthJump(unit, now, [month("2026-09", 1)])).toBeUndefined();
    expect(monthJump(unit, now, [month("2026-09", 0), month("2026-08", 0)])).toBeUndefined();
    const four = ["2026-09", "2026-08", "2026-07", "2026-06"].map((name) => month(name, 30_000));
    expect(monthJump(unit, now, four)?.evidence).toMatchObject({ before: { length: 3 } });
  });
  it("jumps on a day against the median of its weekday", () => {
    const own = { day: 20261012, wh: 2_500, entry: 9 };
    expect(dayJump(unit, own, [1000, 1000, 1000])).toBeUndefined();
    expect(dayJump(unit, own, [1000, 1001, 1, 90_000])).toMatchObject({
      evidence: { medianWh: 1000, permille: 2_500 },
    });
    expect(dayJump(unit, { ...own, wh: 2_499 }, [1000, 1000, 1000, 1000])).toBeUndefined();
  });
  it("has the median that sorting gives", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (values) => {
        const middle = medianOf(values);
        expect(values.filter((one) => one <= middle).length * 2).toBeGreaterThanOrEqual(values.length);
        expect(values.filter((one) => one < middle).length * 2).toBeLessThan(values.length);
      }),
    );
  });
});

describe("members", () => {
  const member = (name: string, state: "agreeing" | "lagging" | "diverged" | "down") => {
    return { name, height: 9, root: `${name}-root`, state };
  };
  it("are named when they hold another log, not when they are behind or away", () => {
    expect(divergedMembers([member("a", "agreeing"), member("b", "lagging"), member("c", "down")])).toEqual(
      [],
    );
    const found = divergedMembers([member("a", "agreeing"), { ...member("d", "diverged"), reason: "root" }]);
    expect(found).toMatchObject([
      {
        object: "d",
        severity: "high",
        evidence: { root: "d-root", reason: "root", others: [{ name: "a" }] },
      },
    ]);
  });
});

describe("a finding", () => {
  const [found] = divergedMembers([{ name: "d", height: 1, root: "r", state: "diverged" }]);
  it("is the same by rule, object and period", () => {
    expect(found && findingKey(found)).toBe("member-diverged/d/");
    expect(RULES.map(ruleNumber)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
  it("has one text for one evidence", () => {
    const evidence = found?.evidence;
    if (evidence?.kind !== "member-diverged") throw new Error("another kind");
    const { root, ...rest } = evidence;
    expect(evidenceText({ root, ...rest })).toBe(evidenceText(evidence));
    expect(evidenceText({ ...evidence, height: 2 })).not.toBe(evidenceText(evidence));
  });
});
