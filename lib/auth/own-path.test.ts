import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path";

describe("a path to come back to", () => {
  it.each(["/dashboard", "/exchange/contracts?c=1&page=2#top", "/", "/c/L1C?kwh=3"])(
    "is kept: %s",
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );
  it.each([
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "https://elsewhere.example/",
    "javascript:alert(1)",
    "dashboard",
    "",
    "/a/..//elsewhere.example",
    "/./\\/elsewhere.example",
    undefined,
    ["/dashboard", "//elsewhere.example"],
  ])("leads nowhere else: %j", (path) => {
    expect(ownPath(path)).toBeUndefined();
  });

  it("whatever is written, a browser that follows it stays here", () => {
    const signs = fc.constantFrom(
      "/",
      "\\",
      ".",
      ":",
      "@",
      "?",
      "#",
      "a",
      "\t",
      "\n",
      " ",
      "%2f",
      "//",
      "..",
    );
    const written = fc.array(signs, { maxLength: 12 }).map((parts) => `/${parts.join("")}`);
    fc.assert(
      fc.property(written, (text) => {
        const path = ownPath(text);
        if (path === undefined) return;
        expect(new URL(path, "https://here.example").origin).toBe("https://here.example");
      }),
      { numRuns: 3000 },
    );
  });
});
