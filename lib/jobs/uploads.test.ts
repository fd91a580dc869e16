import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { isInUploads, takeUpload } from "./uploads";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lvji-uploads-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function* body(...chunks: (string | Buffer)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

it("keeps text as it came, readable by its owner only, under a name of its own", async () => {
  const taken = await takeUpload(folder, body("id,name\n", "H1,通道\n"));
  if (!taken.ok) throw new Error(taken.code);
  expect(readFileSync(taken.path, "utf8")).toBe("id,name\nH1,通道\n");
  expect(statSync(taken.path).mode & 0o777).toBe(0o600);
  expect(isInUploads(folder, taken.path)).toBe(true);
  expect(isInUploads(folder, join(folder, "uploads", "..", "keys.json"))).toBe(false);
});

it.each([
  ["empty", []],
  ["too-large", ["x".repeat(60), "x".repeat(60)]],
  ["not-text", ["%PDF-1.7\n"]],
  ["not-text", [Buffer.from("504b030414000600", "hex")]],
  ["not-text", ["id,name\n", Buffer.from([65, 0, 66])]],
  ["not-text", [Buffer.from("id,name\n", "utf16le")]],
] as const)("refuses what is %s and keeps nothing of it", async (code, chunks) => {
  expect(await takeUpload(folder, body(...chunks), 100)).toEqual({ ok: false, code });
  expect(existsSync(join(folder, "uploads"))).toBe(true);
  expect(readdirSync(join(folder, "uploads"))).toEqual([]);
});

it("keeps nothing of what breaks off", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("id\n");
    throw new Error("the line broke");
  }
  await expect(takeUpload(folder, broken())).rejects.toThrow("the line broke");
  expect(readdirSync(join(folder, "uploads"))).toEqual([]);
});
