import { expect, it } from "vitest";
import { englishMonth } from "./english-month";

it("says a month whichever clock the reader keeps", () => {
  expect(englishMonth("2026-01")).toBe("January 2026");
  expect(englishMonth("2026-09")).toBe("September 2026");
  expect(englishMonth("2024-12")).toBe("December 2024");
});
