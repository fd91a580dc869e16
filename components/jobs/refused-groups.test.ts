import { expect, it } from "vitest";
import { refusedGroups } from "./refused-groups";

const flaw = (line: number, field: string, code = "above-capacity") => ({ line, field, code, reason: code });

it("tells a line once that is refused in many fields for one reason", () => {
  const day = Array.from({ length: 96 }, (_, at) => flaw(8, `t${at + 1}`));
  expect(refusedGroups([...day, flaw(9, "t1"), flaw(9, "meter", "unknown")])).toEqual([
    { ...flaw(8, "t1"), until: "t96" },
    flaw(9, "t1"),
    flaw(9, "meter", "unknown"),
  ]);
});

it("keeps apart what has no line", () => {
  const contract = { contract: "L1K1", code: "two-person", reason: "" };
  expect(refusedGroups([contract, contract])).toEqual([contract, contract]);
});
