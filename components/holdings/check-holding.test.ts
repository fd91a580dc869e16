import { afterEach, expect, it, vi } from "vitest";
import { checkHolding } from "./check-holding";
import { isChecked } from "./use-checks";

const claim = {
  code: "L1C0000000000000",
  hash: "00".repeat(32),
  settledKwh: 1,
  month: "2026-10",
  version: 1,
};

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
  ["a server that has no answer now", () => Promise.resolve(new Response("", { status: 503 }))],
])("with %s nothing was checked, and it stays among the unchecked", async (_, answer) => {
  vi.stubGlobal("fetch", answer);
  const kept = vi.fn();
  vi.stubGlobal("sessionStorage", { getItem: () => null, setItem: kept });
  const found = await checkHolding(claim, "https://market.invalid");
  expect(found).toMatchObject({ state: "unknown", held: 0 });
  expect(isChecked(found)).toBe(false);
  expect(kept).not.toHaveBeenCalled();
});
