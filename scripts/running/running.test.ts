import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { markOf } from "@/lib/store/postgres/process-mark";
import { claimOrFind, forgetRunning, servedBy } from "./running";

const folder = mkdtempSync(join(tmpdir(), "lvji-up-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const claimed = join(folder, "up.json");

describe("a data directory", () => {
  it("is taken, and let go", async () => {
    expect(await claimOrFind(folder, 3000)).toBeUndefined();
    expect(existsSync(claimed)).toBe(true);
    forgetRunning(folder);
    expect(existsSync(claimed)).toBe(false);
  });

  it("stays whose it is while that process lives", async () => {
    writeFileSync(claimed, JSON.stringify({ up: markOf(process.ppid), port: 3001 }));
    expect(await claimOrFind(folder, 3000)).toMatchObject({ up: { pid: process.ppid }, port: 3001 });
  });

  it("is taken over from one that was killed, which serves nothing", async () => {
    const dead = { up: { pid: 2 ** 22 - 1, start: "1" }, port: 3001 };
    writeFileSync(claimed, JSON.stringify(dead));
    expect(await claimOrFind(folder, 3000)).toBeUndefined();
    expect(await servedBy(dead)).toBe(false);
  });
});
