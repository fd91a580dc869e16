import { describe, expect, it } from "vitest";
import { line } from "@/components/certificate/figures.fixture";
import {
  allProvinces,
  cellWidth,
  centreOf,
  hexagon,
  mapHeight,
  mapWidth,
  placeIn,
  provinceByCode,
} from "./cartogram";
import { routeOf } from "./route";

describe("the schematic", () => {
  it("has 34 cells of one size, none on another, all inside", () => {
    expect(allProvinces).toHaveLength(34);
    for (const a of allProvinces) {
      const { x, y } = centreOf(a);
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(mapWidth);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(mapHeight);
      for (const b of allProvinces) {
        if (a.code === b.code) continue;
        const other = centreOf(b);
        expect(Math.hypot(x - other.x, y - other.y)).toBeGreaterThan(cellWidth - 0.5);
      }
    }
    expect(hexagon({ x: 0, y: 0 }, 0).split(" ")).toHaveLength(6);
  });
  it("keeps a plant's bearing and leaves the middle to the name", () => {
    const qinghai = provinceByCode("63");
    if (qinghai === undefined) throw new Error("no Qinghai");
    const centre = centreOf(qinghai);
    const east = placeIn(qinghai, 100.6, 35.7);
    expect(east.x).toBeGreaterThan(centre.x);
    expect(east.y).toBeCloseTo(centre.y, 5);
    const distance = Math.hypot(east.x - centre.x, east.y - centre.y);
    expect(distance).toBeGreaterThan(0.29 * cellWidth);
    expect(distance).toBeLessThan(0.42 * cellWidth);
  });
  it("goes from channel to channel and thins by what each loses", () => {
    const route = routeOf(line, "41");
    expect(route?.legs).toHaveLength(2);
    expect(route?.legs[0]?.start).toBe(1);
    expect(route?.legs[0]?.end).toBe(route?.legs[1]?.start);
    expect(route?.legs[1]?.end).toBeCloseTo((line.landedWh ?? 0) / (line.sentWh ?? 1), 12);
    expect(route?.provinces).toEqual(["63", "62", "41"]);
    expect(routeOf({}, "41")).toBeUndefined();
    expect(routeOf({ ...line, channels: [] }, "63")?.legs).toHaveLength(1);
  });
});
