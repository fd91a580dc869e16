import { describe, expect, it } from "vitest";
import type { ChannelChoice } from "./form-fields";
import { nextChannels, pathAt } from "./path";
import { rowSchema } from "./schema";
import { MOST_MONTHS, termRows } from "./term-rows";

const row = { number: "GP-1", month: "2026-11", quantity_kwh: "1000", plant: "SUN" };

describe("a deal's months", () => {
  it("are one row as it is where there is one month, or none that can be read", () => {
    expect(termRows(row, { months: 1, kwh: { "2026-11": "5" } })).toEqual([row]);
    expect(termRows({ ...row, month: "2026-13" }, { months: 12, kwh: {} })).toHaveLength(1);
  });

  it("are a number each, over the end of the year, with the quantity that is the month's", () => {
    const rows = termRows(row, { months: 3, kwh: { "2026-12": "700", "2027-01": "" } });
    expect(
      rows.map(({ number, month, quantity_kwh, plant }) => [number, month, quantity_kwh, plant]),
    ).toEqual([
      ["GP-1-202611", "2026-11", "1000", "SUN"],
      ["GP-1-202612", "2026-12", "700", "SUN"],
      ["GP-1-202701", "2027-01", "1000", "SUN"],
    ]);
    expect(termRows(row, { months: 99, kwh: {} })).toHaveLength(MOST_MONTHS);
  });
});

describe("a path of channels", () => {
  const channel = (id: string, fromProvince: string, toProvince: string): ChannelChoice => {
    return { code: `H-${id}`, id, name: id, fromProvince, toProvince, lossPpm: 0 };
  };
  const channels = [channel("A", "63", "61"), channel("B", "61", "41"), channel("C", "61", "63")];

  it("is what of a text can be found, up to the first that cannot", () => {
    expect(pathAt("A>B", channels).map(({ id }) => id)).toEqual(["A", "B"]);
    expect(pathAt("A>?>B", channels).map(({ id }) => id)).toEqual(["A"]);
    expect(pathAt("", channels)).toEqual([]);
  });

  it("goes on from where it is, over no channel twice", () => {
    const path = pathAt("A", channels);
    expect(nextChannels("61", path, channels).map(({ id }) => id)).toEqual(["B", "C"]);
    expect(nextChannels("63", path, channels)).toEqual([]);
    expect(nextChannels("63", [], channels).map(({ id }) => id)).toEqual(["A"]);
  });
});

describe("a contract's fields", () => {
  const schema = rowSchema("contracts");
  const good = {
    ...{ number: "=GP", plant: "SUN", unit: "U1", via: "", month: "2026-11", quantity_kwh: "1000" },
    ...{ energy_price: "285", environment_price: "32.5", mode: "bilateral", term: "yearly" },
    ...{ scope: "within", channels: "" },
  };
  const flawed = (more: Partial<typeof good>) =>
    schema.safeParse({ ...good, ...more }).error?.issues.map(({ path, message }) => [path[0], message]);

  it("are taken as the file takes them", () => {
    expect(schema.safeParse(good).success).toBe(true);
    expect(flawed({ quantity_kwh: "1,000" })).toEqual([["quantity_kwh", "integer"]]);
    expect(flawed({ energy_price: "1.2345" })).toEqual([["energy_price", "decimals"]]);
    expect(flawed({ environment_price: "-1" })).toEqual([["environment_price", "number"]]);
    expect(flawed({ month: "2026-13", mode: "gift" })).toEqual([
      ["month", "date"],
      ["mode", "range"],
    ]);
    expect(flawed({ number: "" })).toEqual([["number", "empty"]]);
  });
});
