import { describe, expect, it } from "vitest";
import { nameBoxes, pointsOf } from "./arc-layout";
import { allProvinces, centreOf, provinceByCode } from "./cartogram";
import { arcsOf } from "./country-arcs";

/** The channels of the demonstration market, and what they carried in its September. */
const channels = (
  [
    ["青豫", "63", "41", 3452],
    ["天中", "65", "41", 1200],
    ["坤渝", "65", "50", 990],
    ["吉泉", "65", "34", 520],
    ["祁韶", "62", "43", 890],
    ["锡泰", "15", "32", 560],
    ["扎青", "15", "37", 220],
    ["德宝·陕武", "51", "42", 385],
    ["灵绍", "64", "33", 291],
    ["建苏", "51", "32", 188],
  ] as const
).map(([text, from, to, gwh]) => ({ code: text, text, from, to, sentWh: gwh * 1e7, lossWh: gwh * 5e5 }));
const busy = new Set<string>(channels.flatMap(({ from, to }) => [from, to]));

/** How many of the arc's 60 points lie in a name's room, its ends at home included. */
function covered(found: ReturnType<typeof arcsOf>): string[] {
  return found.flatMap((arc) => {
    const half = arc.start / 2;
    return nameBoxes(busy).flatMap((box, at) => {
      const one = allProvinces[at];
      if (one === undefined || !busy.has(one.code)) return [];
      // Text itself: the box without its margin.
      const inText = ({ x, y }: { x: number; y: number }) =>
        Math.abs(x - box.x) < 25 + half * 0.6 && Math.abs(y - box.y) < 15 + half * 0.6;
      return pointsOf(arc, 60).some(inText) ? [`${arc.code} over ${one.name}`] : [];
    });
  });
}

describe("arcs over the schematic", () => {
  it("cover no name or figure of a province that has one", () => {
    expect(covered(arcsOf(channels, busy))).toEqual([]);
  });
  it("carry their names beside each other and off the figures", () => {
    const found = arcsOf(channels, busy);
    for (const [at, { name }] of found.entries()) {
      for (const other of found.slice(at + 1)) {
        const apart = Math.abs(name.x - other.name.x) > 26 || Math.abs(name.y - other.name.y) > 12;
        expect(apart).toBe(true);
      }
      for (const code of busy) {
        const place = provinceByCode(code);
        if (place === undefined) throw new Error("no such province");
        const { x, y } = centreOf(place);
        expect(Math.abs(name.x - x) > 40 || Math.abs(name.y - 4 - (y + 5)) > 20).toBe(true);
      }
    }
  });
  it("carry their names clear of the plants where there is room", () => {
    const before = arcsOf(channels, busy);
    const plants = before.map(({ name }) => ({ x: name.x, y: name.y - 4 }));
    for (const { name } of arcsOf(channels, busy, plants))
      for (const plant of plants)
        expect(Math.abs(name.x - plant.x) > 8 || Math.abs(name.y - 4 - plant.y) > 8).toBe(true);
  });
  it("lie the same way whatever the day, leave from their own cell, and none goes where there is no cell", () => {
    expect(arcsOf(channels, busy)).toEqual(arcsOf(channels, busy));
    for (const [at, arc] of arcsOf(channels, busy).entries()) {
      const { from = "", to = "" } = channels[at] ?? {};
      const [a, b] = [provinceByCode(from), provinceByCode(to)];
      if (a === undefined || b === undefined) throw new Error("no such province");
      expect(Math.hypot(arc.from.x - centreOf(a).x, arc.from.y - centreOf(a).y)).toBeLessThan(48);
      expect(Math.hypot(arc.to.x - centreOf(b).x, arc.to.y - centreOf(b).y)).toBeLessThan(48);
    }
    expect(arcsOf([{ code: "x", text: "", from: "99", to: "41", sentWh: 1, lossWh: 0 }], busy)).toEqual([]);
  });
});
