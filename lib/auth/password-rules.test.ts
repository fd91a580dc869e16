import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { commonPasswords } from "./common-passwords";
import { longest, passwordFlaw, shortest } from "./password-rules";

const about = { email: "zhou.ning@xinghe.example", organisation: "星禾精密制造（演示）", name: "周宁" };
let common: ReadonlySet<string>;
beforeAll(async () => {
  common = await commonPasswords();
});
const flaw = (password: string) => passwordFlaw(password, about, common);

describe("a new password", () => {
  it("has twelve characters or more, counted as people count them", () => {
    expect(flaw("bfLa4-f4yFw")).toBe("short");
    expect(flaw("bfLa4-f4yFwa")).toBeUndefined();
    // Twelve code points, twenty-four UTF-16 units.
    expect(flaw("😀🌊🎻🪁🚲🍵🪴🧭🛶🥁🪢🏔")).toBeUndefined();
    expect(flaw("😀🌊🎻🪁🚲🍵")).toBe("short");
    expect(flaw("x1".repeat(longest))).toBe("long");
  });

  it("needs no digit, no capital and no sign; blanks and Chinese will do", () => {
    expect(flaw("correct horse battery staple")).toBeUndefined();
    expect(flaw("屋檐下的旧单车想念大海和风筝")).toBeUndefined();
    expect(flaw("60417729318465")).toBeUndefined();
  });

  it.each([
    "qwerty123456",
    "QWERTY123456",
    "Password!2026",
    "p@ssw0rd123!",
    "dragon2026dragon2026",
    "aaaaaaaaaaaa",
  ])("is not among those tried first: %s", (password) => expect(flaw(password)).toBe("common"));
  it.each(["123456789012", "987654321098", "abcdefghijkl", "zyxwvutsrqpo", "abcabcabcabca"])(
    "is no run and no repetition: %s",
    (password) => expect(flaw(password)).toBe("common"),
  );
  it.each([
    "Zhou.Ning@xinghe.example",
    "i am zhou.ning!!",
    "我在星禾精密制造上班很多年了",
    "周宁的自行车是蓝色的旧的",
  ])("does not contain who chooses it: %s", (password) => expect(flaw(password)).toBe("personal"));

  it("knows at least the 3,000 ASVS asks for", () => {
    expect(common.size).toBeGreaterThan(3000);
  });

  it("every refused one stays refused whatever its letters' case", () => {
    const words = fc.constantFrom("qwerty123456", "password2026!", "zhou.ning-2026-x");
    const cases = fc.array(fc.boolean(), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(words, cases, (word, upper) => {
        const mixed = [...word].map((sign, at) => (upper[at] ? sign.toUpperCase() : sign)).join("");
        expect(flaw(mixed)).toBe(flaw(word));
        expect(flaw(mixed)).toBeDefined();
      }),
    );
  });

  it("random ones of the shortest length are taken", () => {
    const sign = fc.constantFrom(..."bcdfghjkmnpqrstvwxzBCDFGHJKMNPQRSTVWXZ2679-_");
    const random = fc
      .array(sign, { minLength: shortest, maxLength: shortest })
      .map((signs) => signs.join(""));
    const taken = fc.sample(random, 500).filter((password) => flaw(password) === undefined);
    expect(taken.length).toBeGreaterThan(495);
  });
});
