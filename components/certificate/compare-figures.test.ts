import { describe, expect, it } from "vitest";
import type { Figures } from "@/lib/proof/verify/figures";
import { differences } from "./compare-figures";
import { figures, line } from "./figures.fixture";

describe("page against proof", () => {
  it("agrees with itself, and with a proof that holds more", () => {
    expect(differences(figures, figures)).toEqual([]);
    expect(differences({ ...figures, lines: [{ contract: "K2" }] }, figures)).toEqual([]);
  });
  it("names every printed figure that differs", () => {
    expect(differences({ ...figures, settledKwh: 389 }, figures)).toEqual(["settledKwh"]);
    expect(differences({ ...figures, holder: { name: "乙" } }, figures)).toEqual(["holder"]);
    const other = { ...figures, lines: [{ ...line, sentWh: (line.sentWh ?? 0) + 1 }] };
    expect(differences(other, figures)).toEqual(["lines.0.sentWh"]);
    expect(differences({ ...figures, lines: [] }, figures)).toEqual(["lines.length"]);
  });
  it("objects to any leaf of a line or of the kWh being changed", () => {
    const leaves = leavesOf(figures, []);
    expect(leaves.length).toBeGreaterThan(40);
    for (const path of leaves) {
      if (["ledger", "evidence"].includes(path[0] ?? "") || path.join(".") === "kwh.n") continue;
      expect(differences(changed(figures, path), figures), path.join(".")).toEqual([path.join(".")]);
    }
  });
  it("does not compare another kWh, nor the ledger that grew meanwhile", () => {
    const another: Figures = { ...figures, ledger: { ...figures.ledger, size: 51 } };
    expect(differences(figures, { ...another, kwh: undefined })).toEqual([]);
  });
});

function leavesOf(value: unknown, path: readonly string[]): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function changed(of: Figures, path: readonly string[]): Figures {
  const copy = structuredClone(of);
  let at = copy as unknown as Record<string, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  at[last] = typeof at[last] === "number" ? Number(at[last]) + 1 : `${String(at[last])}x`;
  return copy;
}
