import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Advice, lanLostToNpm, readOptions } from "./options";

describe("the options of up", () => {
  it("are those of formats.md where nothing is said", () => {
    expect(readOptions([], {})).toEqual({
      port: 3000,
      host: "127.0.0.1",
      publicUrl: "http://localhost:3000",
      dataDir: ".data",
      demo: true,
      dev: false,
      lan: false,
    });
  });
  it("come from the environment", () => {
    const options = readOptions([], {
      PORT: "8080",
      LVJI_DATA: "/x",
      LVJI_DEMO: "0",
      PUBLIC_URL: "https://a.example",
    });
    expect(options).toMatchObject({ port: 8080, dataDir: "/x", demo: false, publicUrl: "https://a.example" });
  });
  it("open the local network only when asked", () => {
    const lan = () => readOptions(["--lan"], { PUBLIC_URL: "https://a.example" });
    expect(lan()).toMatchObject({ host: "0.0.0.0", lan: true, publicUrl: "https://a.example" });
  });
  it("say so where npm keeps --lan to itself, and open nothing for it", () => {
    const folder = mkdtempSync(join(tmpdir(), "lvji-lan-"));
    try {
      writeFileSync(
        join(folder, "up.mjs"),
        "process.stdout.write(JSON.stringify([process.argv, process.env]));",
      );
      writeFileSync(join(folder, "package.json"), '{"scripts":{"up":"node up.mjs"}}');
      const out = execFileSync("npm", ["--silent", "run", "up", "--lan"], { cwd: folder, encoding: "utf8" });
      const [args, env]: [string[], Record<string, string>] = JSON.parse(out);
      expect(readOptions(args.slice(2), env).lan).toBe(false);
      expect(lanLostToNpm(env)).toContain("npm run up -- --lan");
      expect(lanLostToNpm({ npm_lifecycle_event: "up", npm_config_all: "true" })).toBeUndefined();
      expect(lanLostToNpm({ npm_lifecycle_event: "other", npm_config_lan: "true" })).toBeUndefined();
      expect(lanLostToNpm({ npm_lifecycle_event: "dev", npm_config_lan: "true" })).toContain(
        "run dev -- --lan",
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  it("name the market in a way that can stand in a log and on a print", () => {
    for (const wrong of ["foo", "ftp://a.example", "https://a.example/market", "https://a b"])
      expect(() => readOptions([], { PUBLIC_URL: wrong }), wrong).toThrow("PUBLIC_URL");
    expect(() => readOptions([], { LVJI_MARKET: "a b" })).toThrow("LVJI_MARKET");
    expect(() => readOptions([], { LVJI_PREFIX: "!!" })).toThrow("LVJI_PREFIX");
    const right = { PUBLIC_URL: "https://a.example/", LVJI_MARKET: "a.example/m", LVJI_PREFIX: "88.1.2" };
    expect(readOptions([], right).publicUrl).toBe("https://a.example/");
  });
  it("are refused with what to do instead", () => {
    expect(() => readOptions(["--lna"], {})).toThrow(Advice);
    for (const PORT of ["0", "65536", "3000x", "-1", "1.5"]) {
      expect(() => readOptions([], { PORT }), PORT).toThrow("PORT must be a number from 1 to 65535");
    }
  });
});
