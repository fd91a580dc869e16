import { describe, expect, it } from "vitest";
import { centitonnesOf, emissionsOf } from "./emissions";

describe("emissions", () => {
  it("are energy × factor, half up at 0.01 t", () => {
    // 7,664,855 kWh × 0.5500 kg/kWh = 4,215,670.25 kg = 4,215.67 t
    expect(centitonnesOf(7_664_855_000, 5500)).toBe(421_567);
    // 10 kWh × 0.5000 = 5 kg: half of 0.01 t goes up; one Wh less does not.
    expect(centitonnesOf(10_000, 5000)).toBe(1);
    expect(centitonnesOf(9_999, 5000)).toBe(0);
  });

  it("add up by hand both ways: the picture's own month", () => {
    const unit = (
      name: string,
      province: string,
      consumedKwh: number,
      settledKwh: number,
      linkedKwh: number,
    ) => {
      return {
        unit: name,
        province,
        consumedWh: 1000 * consumedKwh,
        settledWh: 1000 * settledKwh,
        linkedWh: 1000 * linkedKwh,
      };
    };
    const units = [
      unit("SZ", "32", 7_664_855, 5_239_898, 5_238_000),
      unit("SX", "33", 3_352_935, 2_000_000, 2_000_000),
      unit("ZZ", "41", 1_585_143, 1_585_142, 0),
    ];
    const { location, locationTotal, market, marketTotal } = emissionsOf(units, 2026);
    expect(location.map(({ centitonnes }) => centitonnes)).toEqual([421_567, 184_411, 83_553]);
    expect(locationTotal).toBe(689_531);
    expect(market.map(({ wh }) => wh / 1000)).toEqual([7_238_000, 1_587_040, 3_777_893]);
    expect(market.map(({ centitonnes }) => centitonnes)).toEqual([0, 96_746, 230_300]);
    expect(marketTotal).toBe(327_046);
  });

  it("have no total where a factor is missing", () => {
    const units = [{ unit: "TW", province: "71", consumedWh: 1000, settledWh: 0, linkedWh: 0 }];
    expect(emissionsOf(units, 2026).locationTotal).toBeUndefined();
    expect(emissionsOf(units, 2026).marketTotal).toBe(0);
  });
});
