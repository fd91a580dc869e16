import { describe, expect, it } from "vitest";
import { checkIds } from "@/lib/proof/verify/verdict";
import { verdictWith } from "./figures.fixture";
import {
  checkCount,
  hidesClaims,
  ledgerHolds,
  markOf,
  type Outcome,
  pageStateOf,
  stageStatesOf,
} from "./page-state";

const outcome = (ends: Parameters<typeof verdictWith>[0] = {}): Outcome => ({
  verdict: verdictWith(ends),
  differs: [],
  milliseconds: 38,
});

describe("what the page says", () => {
  it("is checking until the last check was shown", () => {
    for (let shown = 0; shown < checkCount; shown++) expect(pageStateOf(outcome(), shown)).toBe("checking");
    expect(pageStateOf(outcome(), checkCount)).toBe("verified");
    expect(pageStateOf(undefined, 0)).toBe("checking");
  });
  it("fails as soon as the failing check was shown, whatever the standing", () => {
    const failing = outcome({ channels: [false, "loss-sum"] });
    const at = checkIds.indexOf("channels");
    expect(pageStateOf(failing, at)).toBe("checking");
    expect(pageStateOf(failing, at + 1)).toBe("failed");
    expect(hidesClaims("failed", failing)).toBe(true);
  });
  it("shows what the members attest instead of verified", () => {
    for (const standing of ["superseded", "revoked", "disputed"] as const) {
      const verdict = { ...verdictWith({}), status: { standing, age: "now" as const } };
      expect(pageStateOf({ verdict, differs: [], milliseconds: 1 }, checkCount)).toBe(standing);
    }
  });
  it("fails when page and proof differ, and cannot tell without a bundle", () => {
    expect(pageStateOf({ ...outcome(), differs: ["settledKwh"] }, checkCount)).toBe("failed");
    expect(pageStateOf({ problem: "unreachable", differs: [], milliseconds: 0 }, 0)).toBe("unknown");
    const unusable: Outcome = {
      verdict: { ...verdictWith({}), verdict: "unusable" },
      differs: [],
      milliseconds: 1,
    };
    expect(pageStateOf(unusable, 0)).toBe("unknown");
    expect(hidesClaims("unknown", unusable)).toBe(true);
  });
});

describe("the stages", () => {
  it("turn one after another, in the order of the checks", () => {
    const seen: string[] = [];
    for (let shown = 0; shown <= checkCount; shown++) {
      const states = Object.values(stageStatesOf(outcome(), shown)).join(" ");
      if (states !== seen.at(-1)) seen.push(states);
    }
    expect(seen).toEqual([
      "pending pending pending pending pending",
      "checked pending pending pending pending",
      "checked checked pending pending pending",
      "checked checked checked pending pending",
      "checked checked checked checked pending",
      "checked checked checked checked checked",
    ]);
  });
  it("stay ink below the first break", () => {
    expect(stageStatesOf(outcome({ channels: [false, "loss-sum"] }), checkCount)).toEqual({
      production: "checked",
      trade: "checked",
      transmission: "broken",
      consumption: "pending",
      settlement: "pending",
    });
  });
  it("are all ink when the ledger itself does not hold", () => {
    const broken = outcome({ "log-signature": [false, "log-key"] });
    expect(new Set(Object.values(stageStatesOf(broken, checkCount)))).toEqual(new Set(["pending"]));
    expect(ledgerHolds(broken, checkCount)).toBe(false);
    expect(ledgerHolds(outcome({ qr: [null, "no-print"] }), checkCount)).toBe(true);
  });
  it("are withheld when all their checks ended neither way", () => {
    const withheld = outcome({ channels: [null, "withheld"] });
    expect(stageStatesOf(withheld, checkCount).transmission).toBe("withheld");
    expect(markOf(withheld, "channels", checkCount)).toBe("unknown");
    expect(markOf(withheld, "channels", 0)).toBe("pending");
  });
});
