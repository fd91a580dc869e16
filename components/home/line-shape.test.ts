import { describe, expect, it } from "vitest";
import { type LinePlan, lineShape } from "./line-shape";

const spot = (x: number, y: number) => ({ x, y, width: 200, height: 90 });
const wide: LinePlan = {
  wide: true,
  stages: [0, 256, 512, 768, 1024].map((x) => spot(x, 260)),
  members: [520, 564, 608, 652].map((y) => ({ x: 412, y, width: 270, height: 44 })),
  landed: 0.94,
};
const narrow: LinePlan = {
  wide: false,
  stages: [80, 210, 340, 470, 600].map((y) => spot(56, y)),
  members: [0, 90, 180, 270].map((x) => ({ x, y: 900, width: 80, height: 40 })),
  landed: 0.94,
};

describe("the line of one kWh", () => {
  it("has a piece between every two stages, a dot for each and a strand for every member", () => {
    for (const plan of [wide, narrow]) {
      const shape = lineShape(plan);
      expect(shape?.bodies).toHaveLength(4);
      expect(shape?.dots).toHaveLength(5);
      expect(shape?.strands).toHaveLength(4);
    }
  });
  it("splits into strands as wide together as what landed, and peels off the rest", () => {
    const shape = lineShape(wide);
    expect((shape?.strandWidth ?? 0) * 4).toBeCloseTo(30 * 0.94, 6);
    expect(shape?.loss?.width).toBeCloseTo(30 * 0.06, 6);
    expect(lineShape({ ...wide, landed: 1 })?.loss).toBeUndefined();
  });
  it("ends each strand at its member's words", () => {
    const desk = lineShape(wide)?.strands.map(({ end }) => end);
    expect(desk).toEqual(wide.members.map(({ x, y }) => [x + 270 + 24, y + 22]));
    const phone = lineShape(narrow)?.strands.map(({ end }) => end[0]);
    expect(phone).toEqual([40, 130, 220, 310]);
  });
  it("draws nothing before the words stand", () => {
    expect(lineShape({ ...wide, stages: [] })).toBeUndefined();
    expect(lineShape({ ...wide, members: [] })).toBeUndefined();
  });
});
