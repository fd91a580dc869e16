import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, expect, it, vi } from "vitest";

vi.mock("server-only", () => ({}));
beforeEach(() => vi.resetModules());

/** The modules as another part of the build has them. */
async function copy() {
  vi.resetModules();
  const [{ Remembered }, { Selections }] = await Promise.all([
    import("./remembered"),
    import("./selections"),
  ]);
  return { Remembered, Selections };
}

it("copies of the module remember the same answer, made once and in one turn", async () => {
  const [one, other] = [await copy(), await copy()];
  expect(one.Remembered).not.toBe(other.Remembered);
  const here = new one.Remembered<number>("test/turn", 2, 1);
  const there = new other.Remembered<number>("test/turn", 2, 1);
  let [atWork, most] = [0, 0];
  const make = async () => {
    most = Math.max(most, ++atWork);
    await new Promise((done) => setTimeout(done, 5));
    return --atWork;
  };
  const asked = await Promise.all([here.get("a", make), there.get("b", make), there.get("a", async () => 9)]);
  expect(asked).toEqual([0, 0, 0]);
  expect(most).toBe(1);
  there.forget("a");
  expect(await here.get("a", async () => 7)).toBe(7);
  const refused = here.get("c", () => Promise.reject(new Error("no")));
  await expect(refused).rejects.toThrow("no");
  expect(await there.get("c", async () => 5)).toBe(5);
});

it("copies of the module have the same selections of the same lists", async () => {
  const [one, other] = [await copy(), await copy()];
  const here = new one.Selections<number>("test/lists", 2);
  const there = new other.Selections<number>("test/lists", 2);
  const lists = [[1], [2]];
  expect(here.of(lists, { q: "x" }, () => 1)).toBe(1);
  expect(there.of(lists, { q: "x" }, () => 2)).toBe(1);
  expect(there.of([[1], [2]], { q: "x" }, () => 3)).toBe(3);
  expect(here.of(lists, { q: "x" }, () => 4)).toBe(4);
  here.of(lists, { q: "y" }, () => 5);
  there.of(lists, { q: "z" }, () => 6);
  expect(here.of(lists, { q: "x" }, () => 7)).toBe(7);
});

it("what is held has a name of its own", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const made = sources.flatMap((file) => [
    ...readFileSync(`app/${file}`, "utf8").matchAll(/new (Remembered|Selections)<.*>\(\s*("[^"]+")?/g),
  ]);
  const names = made.map(([, kind, name]) => `${kind} ${name ?? "of no name"}`);
  expect(names.length).toBeGreaterThan(15);
  expect(names).not.toContain("Selections of no name");
  expect(new Set(names).size).toBe(names.length);
});
