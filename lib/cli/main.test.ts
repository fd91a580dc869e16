import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "lvji-cli-"));
const data = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The very program people call, in a process of its own. */
function lvji(...args: readonly string[]): Promise<{ code: number | null; out: string; err: string }> {
  const launcher = join(process.cwd(), "scripts", "lvji.mjs");
  const env = { ...process.env, LVJI_DATA: data, npm_lifecycle_event: "" };
  const child = spawn(process.execPath, [launcher, ...args], { cwd: folder, env });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

describe("lvji", () => {
  it("prints a template: header and one example", async () => {
    const { code, out } = await lvji("template", "mechanism");
    expect(code).toBe(0);
    expect(out).toBe("plant,month,kwh\nSUN,2026-09,300000.125\n");
  });

  it("verifies without database, ledger or network: nothing is made", async () => {
    writeFileSync(join(folder, "bundle.json"), "{}");
    const { code, out } = await lvji("verify", "bundle.json", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ verdict: "unusable", checks: [{ id: "shape", ok: false }] });
    expect(readdirSync(folder)).toEqual(["bundle.json"]);
  });

  it.each([
    [["verify", "none.json", "--json"], "missing"],
    [["template", "nothing", "--json"], "name"],
    [["import", "gec", "file.csv", "--json"], "gec"],
    [["settle", "--month", "2026-13", "--json"], "month"],
    [["trace", "L1", "--kwh", "1", "--json"], "code"],
  ])("could not try %j: exit 2, the reason as JSON and as a line", async (args, code) => {
    const ended = await lvji(...args);
    expect(ended.code).toBe(2);
    expect(JSON.parse(ended.out)).toMatchObject({ error: { code } });
    expect(ended.err.trim().split("\n")).toHaveLength(1);
  });

  it.each([[["nosuch"]], [["settle"]], [["import", "units"]]])("does not know %j: exit 2", async (args) => {
    expect((await lvji(...args)).code).toBe(2);
  });
});
