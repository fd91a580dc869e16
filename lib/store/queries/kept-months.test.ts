import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Store } from "@/lib/store/store";
import { KeptMonths } from "./kept-months";

const store = () => ({}) as Store;

describe("what is kept of months", () => {
  it("is the same for two copies of the module that asks, and another for another store", async () => {
    const [one, other] = [store(), store()];
    const [here, there] = [new KeptMonths<number>("test/a", 3), new KeptMonths<number>("test/a", 3)];
    expect(await here.get(one, "2026-07", async () => 1)).toBe(1);
    expect(await there.get(one, "2026-07", async () => 2)).toBe(1);
    expect(await there.get(other, "2026-07", async () => 3)).toBe(3);
    there.drop(one, "2026-07");
    expect(await here.get(one, "2026-07", async () => 4)).toBe(4);
  });
  it("lets go the one not asked for longest, and what failed", async () => {
    const [kept, one] = [new KeptMonths<number>("test/b", 2), store()];
    await kept.get(one, "a", async () => 1);
    await kept.get(one, "b", async () => 1);
    await kept.get(one, "a", async () => 2);
    await kept.get(one, "c", async () => 1);
    expect(await kept.get(one, "a", async () => 3)).toBe(1);
    expect(await kept.get(one, "b", async () => 4)).toBe(4);
    await expect(kept.get(one, "d", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await kept.get(one, "d", async () => 5)).toBe(5);
  });
  it("has a name of its own wherever something is kept", () => {
    const files = ["app", "lib"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
    );
    const sources = files.filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
    const names = sources.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/new KeptMonths<[^(]+\(\s*"([^"]+)"/g)].map(([, name]) => name),
    );
    expect(names.length).toBeGreaterThan(15);
    expect(new Set(names).size).toBe(names.length);
  });
});
