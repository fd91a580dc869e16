import { describe, expect, it } from "vitest";
import { line } from "./figures.fixture";
import { boundsOf } from "./settlement-bounds";

describe("the three that are compared", () => {
  it("are the worked example of the rules, at the receiving end", () => {
    // Domain §3, K2: quota 423,757 over 6.54 % then 2 %.
    const bounds = boundsOf(line);
    expect(bounds?.contractSentWh).toBe(545_908);
    expect(bounds?.quotaWh).toBe(423_757);
    expect(bounds?.arriving.map((step) => step.wh)).toEqual([396_043, 388_122]);
    expect(Math.floor((bounds?.generationWh ?? 0) / 1000)).toBe(388);
    expect(line.settledKwh).toBe(388);
    expect(line.limitedBy).toBe("generation");
  });
  it("are unknown where the contract is withheld, and without a side that is", () => {
    expect(boundsOf({})).toBeUndefined();
    expect(boundsOf({ ...line, allowanceWh: undefined })?.consumptionWh).toBeUndefined();
  });
});
