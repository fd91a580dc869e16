import { execFile } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, type Locator, type Page } from "@playwright/test";
import jsqrModule from "jsqr";
import { PNG } from "pngjs";

const run = promisify(execFile);

export interface Listed {
  readonly code: string;
  readonly [field: string]: unknown;
}

/** Runs the command line on the market the specs are looking at. */
export async function lvji(...args: string[]): Promise<unknown> {
  const env = { ...process.env, LVJI_DATA: process.env.LVJI_E2E_DIR };
  const { stdout } = await run(process.execPath, ["scripts/lvji.mjs", ...args, "--json"], {
    env,
    maxBuffer: 1 << 28,
  });
  return JSON.parse(stdout);
}

/** What no spec changes is asked for once, and kept beside the market for the other workers. */
export async function lvjiOnce(...args: string[]): Promise<unknown> {
  const kept = join(process.env.LVJI_E2E_DIR ?? "", `asked-${args.join("-")}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"));
  const answer = await lvji(...args);
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(answer));
  renameSync(`${kept}.${process.pid}`, kept);
  return answer;
}

let listed: Promise<readonly Listed[]> | undefined;

export function certificatesOf(): Promise<readonly Listed[]> {
  listed ??= lvjiOnce("list", "certificates") as Promise<readonly Listed[]>;
  return listed;
}

/** A certificate of the demonstration market by the id of its consumption unit and its month. */
export async function certificateOf(unit: string, month: string): Promise<string> {
  const found = (await certificatesOf()).find((one) => one.id === unit && one.month === month);
  if (!found) throw new Error(`no certificate of ${unit} in ${month}`);
  return found.code;
}

/** Waits until the page has its verdict, and returns it. */
export async function verdictOf(page: Page): Promise<string> {
  const verdict = page.locator("[data-verdict]").first();
  await expect(verdict).not.toHaveAttribute("data-verdict", "checking", { timeout: 60_000 });
  return (await verdict.getAttribute("data-verdict")) ?? "";
}

/** The text of the QR in a picture of an element. */
export async function readQr(element: Locator): Promise<string | undefined> {
  const png = PNG.sync.read(await element.screenshot());
  const inner: unknown = jsqrModule;
  const read = (
    typeof inner === "function" ? inner : (inner as { default: unknown }).default
  ) as typeof jsqrModule;
  return read(new Uint8ClampedArray(png.data), png.width, png.height)?.data;
}

/** Numbers of a piece of text, signs and group separators understood. */
export function numbersIn(text: string): number[] {
  return [...text.matchAll(/[-−]?\d[\d,]*/g)].map(([digits]) =>
    Number(digits.replace("−", "-").replaceAll(",", "")),
  );
}
