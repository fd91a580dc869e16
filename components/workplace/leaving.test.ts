import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mayLeave, onLeaving } from "./leaving";

beforeEach(() => void vi.stubGlobal("window", new EventTarget()));
afterEach(() => void vi.unstubAllGlobals());

test("nothing minds: one may go", () => {
  expect(mayLeave("/exchange")).toBe(true);
});

test("what minds is told where to, and holds; afterwards one may go again", () => {
  const asked: string[] = [];
  const unmind = onLeaving((href) => asked.push(href) > 0);
  expect(mayLeave("/exchange/meters?q=1")).toBe(false);
  expect(asked).toEqual(["/exchange/meters?q=1"]);
  unmind();
  expect(mayLeave("/exchange")).toBe(true);
  expect(asked).toHaveLength(1);
});

test("what is asked and does not mind lets go", () => {
  onLeaving(() => false);
  expect(mayLeave("/exchange")).toBe(true);
});
