import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ENERGY_TYPES, energyType, isPhotovoltaic, isPlantEnergy } from "@/lib/identifiers/energy-types";
import { isProvince, PROVINCES, province, provinceOfPlace } from "@/lib/identifiers/provinces";
import { checkUscc, completeUscc } from "@/lib/identifiers/uscc";

describe("USCC", () => {
  it.each(["91350100M000100Y43"])("accepts %s", (text) => {
    expect(checkUscc(text)).toEqual({ ok: true, division: text.slice(2, 8) });
  });

  it("completes a code with both checks", () => {
    expect(completeUscc("91350100", "M000100Y")).toBe("91350100M000100Y43");
    for (let at = 0; at < 300; at++) {
      const text = completeUscc("91650100", `MA${String(900_000 + at * 317)}`);
      expect(checkUscc(text)).toEqual({ ok: true, division: "650100" });
    }
    expect(() => completeUscc("9165010", "M000100Y")).toThrow(RangeError);
    expect(() => completeUscc("91650100", "m000100Y")).toThrow(RangeError);
  });

  it("writes 10 as X and 11 as 0 in the organisation's check", () => {
    const seen = new Set<string>();
    for (let at = 0; at < 200; at++) seen.add(completeUscc("91650100", `MA${900_000 + at}`).charAt(16));
    expect(seen.has("X")).toBe(true);
    expect(seen.has("0")).toBe(true);
    expect(seen.size).toBe(11);
  });

  it("names what is wrong", () => {
    const good = "91350100M000100Y43";
    expect(checkUscc(good.slice(1))).toEqual({ ok: false, code: "length" });
    expect(checkUscc(`9I${good.slice(2)}`)).toEqual({ ok: false, code: "alphabet" });
    expect(checkUscc(good.toLowerCase())).toEqual({ ok: false, code: "alphabet" });
    expect(checkUscc("91350100M000100Y53")).toEqual({ ok: false, code: "organisation-check" });
    expect(checkUscc("91350100M000100Y44")).toEqual({ ok: false, code: "check" });
    expect(checkUscc("92350100M000100Y43")).toEqual({ ok: false, code: "check" });
  });

  it("notices every single character changed", () => {
    const good = "91350100M000100Y43";
    for (let at = 0; at < 18; at++) {
      for (const character of "0123456789ABCDEFGHJKLMNPQRTUWXY") {
        if (character === good[at]) continue;
        expect(checkUscc(good.slice(0, at) + character + good.slice(at + 1)).ok).toBe(false);
      }
    }
  });
});

describe("provinces", () => {
  it("are 34, in order, each with a cell of its own", () => {
    expect(PROVINCES).toHaveLength(34);
    expect(new Set(PROVINCES.map(({ cell }) => `${cell.col},${cell.row}`)).size).toBe(34);
    expect(
      PROVINCES.every(({ code }, at) => at === 0 || Number(code) > Number(PROVINCES[at - 1]?.code)),
    ).toBe(true);
    expect(PROVINCES.map(({ short }) => short).join("")).toBe(
      "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新台港澳",
    );
    expect(province("65")).toMatchObject({ name: "新疆", nameEn: "Xinjiang", short: "新" });
    expect([isProvince("00"), isProvince("11"), isProvince("111")]).toEqual([false, true, false]);
    expect(provinceOfPlace("440300")?.name).toBe("广东");
    for (const place of ["000000", "44030", "4403000", "99", "44030a"])
      expect(provinceOfPlace(place)).toBeUndefined();
  });

  const file = join(process.cwd(), "../shared/data/cartogram.csv");
  it.skipIf(!existsSync(file))("are those of shared/data/cartogram.csv", () => {
    const rows = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => /^[0-9]/.test(line))
      .map((line) => line.trim().split(","));
    expect(
      PROVINCES.map(({ code, name, nameEn, cell }) => [
        code,
        name,
        nameEn,
        ...[cell.col, cell.row, cell.lon, cell.lat, cell.reach],
      ]),
    ).toEqual(rows.map(([code, name, nameEn, ...cell]) => [code, name, nameEn, ...cell.map(Number)]));
  });
});

describe("energy types", () => {
  it("are those of the trace code", () => {
    expect(ENERGY_TYPES.map(({ code }) => code)).toEqual([
      "W1",
      "W2",
      "S1",
      "S2",
      "S3",
      "H1",
      "B1",
      "G1",
      "O1",
    ]);
    expect(energyType("MX")?.nameEn).toBe("Mixed");
    expect(energyType("00")).toBeUndefined();
    expect(["W1", "MX", "00"].map(isPlantEnergy)).toEqual([true, false, false]);
    expect(["S1", "S2", "S3", "W1"].map(isPhotovoltaic)).toEqual([true, true, false, false]);
  });
});
