import { expect, it } from "vitest";
import { REASON_LENGTH, reasonFor, STATES, STEPS, stateAfter } from "./workflow";

it("explained is the end, referred may still be explained, a request changes nothing", () => {
  const table = STATES.map((state) => STEPS.map((step) => stateAfter(state, step) ?? "–").join(" "));
  expect(table).toEqual(["open explained referred", "referred explained –", "– – –"]);
});

it("a judgement gives its reason, a request may go without", () => {
  expect(reasonFor("requested", "  ")).toBe("");
  expect(reasonFor("explained", "")).toBeUndefined();
  expect(reasonFor("explained", " 储能 ")).toBeUndefined();
  expect(reasonFor("referred", " 现场记录 7 号 ")).toBe("现场记录 7 号");
  expect(reasonFor("requested", "x".repeat(REASON_LENGTH.most + 1))).toBeUndefined();
  expect(reasonFor("explained", "电".repeat(REASON_LENGTH.most))).toHaveLength(REASON_LENGTH.most);
});
