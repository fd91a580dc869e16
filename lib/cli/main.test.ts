import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { summary } from "@/lib/cli/verbs/import";

const folder = mkdtempSync(join(tmpdir(), "lvji-cli-"));
const data = join(folder, "data");
writeFileSync(join(folder, "bundle.json"), "{}");
writeFileSync(join(folder, "bundle.csv"), "no,json\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lvji = (...args: readonly string[]) => lvjiIn(data, ...args);

/** The very program people call, in a process of its own. */
function lvjiIn(
  dataDir: string,
  ...args: readonly string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const launcher = join(process.cwd(), "scripts", "lvji.mjs");
  const env = { ...process.env, LVJI_DATA: dataDir, npm_lifecycle_event: "" };
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
    const { code, out } = await lvji("verify", "bundle.json", "--json");
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ verdict: "unusable", checks: [{ id: "shape", ok: false }] });
    expect(readdirSync(folder)).toEqual(["bundle.csv", "bundle.json"]);
  });

  it.each([
    [["verify", "none.json", "--json"], "missing"],
    [["template", "nothing", "--json"], "name"],
    [["verify", "bundle.json", "--trust", "bundle.csv", "--json"], "trust"],
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

  it("has one line for a folder it may not write to, and none of its own code", async () => {
    const { code, err } = await lvjiIn(join(folder, "bundle.csv", "data"), "list", "plants");
    expect(code).toBe(2);
    expect(err.trim().split("\n")).toEqual([expect.stringContaining("bundle.csv")]);
  });
});

describe("refused lines", () => {
  it("of one reason are counted, not a flood; of another they are told too", () => {
    const of = (line: number, field: string) => ({ line, field, code: "unknown", reason: "not there" });
    const refused = [...Array.from({ length: 25 }, (_, at) => of(at + 2, "meter")), of(90, "plant")];
    const lines = summary({ accepted: 1, refused, zeroed: 0, totalWh: 7 }).trim().split("\n");
    expect(lines).toHaveLength(10 + 1 + 1 + 1);
    expect(lines).toContain("and 15 more lines\tmeter\tunknown\t(--json tells them all)");
    expect(lines).toContain("line 90\tplant\tunknown\tnot there");
    expect(lines.at(-1)).toBe("accepted 1, refused 26, zeroed 0, 7 Wh");
  });
});
