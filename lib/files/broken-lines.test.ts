import fc from "fast-check";
import { expect, it } from "vitest";
import { brokenLines } from "./broken-lines";

const one = () => 1;
const textsOf = (text: string, room: number) => brokenLines(text, room, one).map((line) => line.text);

it("breaks at blanks, and within a word that is longer than the line", () => {
  expect(textsOf("sun and wind", 8)).toEqual(["sun and", "wind"]);
  expect(textsOf("0123456789abcdef", 10)).toEqual(["0123456789", "abcdef"]);
  expect(textsOf("青海共和光伏", 4)).toEqual(["青海共和", "光伏"]);
  expect(textsOf("", 4)).toEqual([]);
});

it("leaves no character out and no line too long", () => {
  const texts = fc.string({ unit: fc.constantFrom("a", "b", " ", "度", "1") });
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 9 }), (text, room) => {
      const lines = brokenLines(text, room, one);
      expect(lines.map((line) => line.text.replaceAll(" ", "")).join("")).toBe(text.replaceAll(" ", ""));
      for (const line of lines) {
        expect([...line.text].length).toBeLessThanOrEqual(room);
        expect(line.width).toBe([...line.text].length);
      }
    }),
  );
});
