import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PROVINCES } from "@/lib/identifiers/provinces";
import { fieldWords } from "./field-words";
import { namedValues, type Scalar, sayValue } from "./say-value";

const words = (locale: string) =>
  JSON.parse(readFileSync(`lib/i18n/messages/${locale}/device.json`, "utf8")) as {
    fields: Record<string, string>;
    values: Record<string, Record<string, string>>;
  };

describe("a value of a command", () => {
  it.each<[string, Scalar, unknown]>([
    ["province", "63", { names: { zh: "青海", en: "Qinghai" } }],
    ["type", "W1", { names: { zh: "陆上风电", en: "Onshore wind" } }],
    ["lossPpm", 58_300, { text: "5.83%", unit: "ppm" }],
    ["lossPpm", 0, { text: "0.00%", unit: "ppm" }],
    ["latE6", 36_180_000, { text: "36.18° N", unit: "10⁻⁶°" }],
    ["latE6", -1, { text: "0.000001° S", unit: "10⁻⁶°" }],
    ["lonE6", 100_000_000, { text: "100.00° E", unit: "10⁻⁶°" }],
    ["energyPrice", 356_789, { key: "price", values: { yuan: "356.789" } }],
    ["environmentPrice", 0, { key: "price", values: { yuan: "0.000" } }],
    ["contractKwh", 1_234_567, { text: "1,234,567 kWh" }],
    ["consumedWh", 1_234_567, { text: "1,234.567 kWh", unit: "Wh" }],
    ["capacityKw", 200_000, { text: "200,000 kW" }],
    ["day", 20_260_903, { text: "2026-09-03" }],
    ["month", "2026-09", { key: "month", values: { year: "2026", month: "9", english: "September 2026" } }],
    ["role", "generator", { key: "role.generator" }],
    ["mode", "bilateral", { key: "mode.bilateral" }],
    ["level", "full", { key: "level.full" }],
    ["plant", `L1${"A".repeat(30)}`, { groups: 4 }],
    ["keyId", "0a".repeat(16), { groups: 4 }],
    ["publicKey", "04".repeat(65), { groups: 8 }],
  ])("%s %s is said", (field, value, said) => {
    expect(sayValue(field, value)).toEqual(said);
  });

  it.each<[string, Scalar]>([
    ["province", "99"],
    ["province", 63],
    ["type", "ZZ"],
    ["lossPpm", "58300"],
    ["lossPpm", -1],
    ["energyPrice", -1],
    ["consumedWh", -1],
    ["contractKwh", 1.5],
    ["month", "2026-13"],
    ["day", 20_260_231],
    ["role", "king"],
    ["role", "constructor"],
    ["constructor", "name"],
    ["toString", 1],
    ["name", "63"],
    ["number", "bilateral"],
    ["latE6", true],
  ])("%s %s stays as it is", (field, value) => {
    expect(sayValue(field, value)).toBeUndefined();
  });

  it("is said of every province, and every named value and field has its words", () => {
    for (const { code, name } of PROVINCES) {
      expect(sayValue("fromProvince", code)).toMatchObject({ names: { zh: name } });
    }
    for (const locale of ["zh-CN", "en"]) {
      const { fields, values } = words(locale);
      for (const [field, names] of Object.entries(namedValues)) {
        expect(Object.keys(values[field] ?? {}).sort(), field).toEqual([...names].sort());
      }
      expect(Object.values(fieldWords).filter((word) => fields[word] === undefined)).toEqual([]);
    }
  });
});
