/** The pages of a large market in a real browser: how long until they stand, and until a press is answered. */

import { chromium, type Page } from "@playwright/test";
import type { BenchRow } from "@/lib/ledger/bench";
import { launchOptions } from "@/playwright.config";
import { overviewPresses, palettePresses } from "./overview-presses";
import { type Opened, open, press } from "./press";

export const GOAL_MS = 300;
/** What goes on beside the page, in a worker: no press waits for it. */
const BEHIND_MS = 2_000;

interface PagesBench {
  /** http://localhost:PORT of a market that runs. */
  readonly base: string;
  readonly person: { readonly email: string; readonly password: string };
  /** Finished months, oldest first. */
  readonly months: readonly string[];
  readonly log: (line: string) => void;
}

/** One row a kind of press: the median beside the goal, and the longest, in the figure's words. */
export async function pagesBench({ base, person, months, log }: PagesBench): Promise<BenchRow[]> {
  const browser = await launched();
  const rows: BenchRow[] = [];
  const note: Note = (name, all, goalMs = GOAL_MS) => {
    const row = rowOf(name, all, goalMs);
    rows.push(row);
    log(`${row.met ? "met" : "NOT"}  ${String(row.ours).padStart(5)} ms  ${row.figure}`);
  };
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
    // What is compiled for Node names its functions by this.
    await context.addInitScript({ content: "globalThis.__name = (one) => one;" });
    const page = await context.newPage();
    await signIn(page, base, person);
    await measurePages(page, base, months, note);
    for (const { name, run } of overviewPresses(months)) note(name, await run(page));
    for (const { name, run } of palettePresses) note(name, await run(page));
    await measureLists(page, base, months, note);
  } finally {
    await browser.close();
  }
  return rows;
}

export function launched() {
  return chromium.launch(launchOptions);
}

type Note = (name: string, all: readonly number[], goalMs?: number) => void;

export async function signIn(
  page: Page,
  base: string,
  { email, password }: PagesBench["person"],
): Promise<void> {
  await page.goto(`${base}/sign-in?next=/account`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form.entry-form [type="submit"]').click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"), { timeout: 30_000 });
}

async function measurePages(page: Page, base: string, months: readonly string[], note: Note): Promise<void> {
  const newest = ["", ...months.slice(-3).map((month) => `?m=${month}`)];
  await measureOpening(page, note, {
    name: "/overview",
    addresses: newest.map((query) => `${base}/overview${query}`),
    stands: ["accounts and rankings stand", "#balance-title"],
  });
  await page.goto(`${base}/overview?m=${months[0]}`);
  const from = performance.now();
  await page.waitForSelector('[data-added="agrees"]', { timeout: 20_000 });
  note("25,000 lines fetched and added up again by the browser", [performance.now() - from], BEHIND_MS);
}

interface Opening {
  readonly name: string;
  readonly addresses: readonly string[];
  /** What the page is about, in words and as a selector. */
  readonly stands: readonly [what: string, selector: string];
}

/** Opens each, then each again: what a process that has just started still has to learn is told apart. */
async function measureOpening(page: Page, note: Note, { name, addresses, stands }: Opening): Promise<void> {
  const [what, selector] = stands;
  for (const when of [", the first time after a start", ""]) {
    const opened: Opened[] = [];
    for (const address of addresses) opened.push(await open(page, address, selector));
    const noteAll = (part: string, of: (one: Opened) => number) =>
      note(`${name}${when}: ${part}`, opened.map(of));
    noteAll(`first byte of ${Math.round((opened[0]?.bytes ?? 0) / 1000)} kB`, ({ responseMs }) => responseMs);
    noteAll("first paint", ({ firstPaintMs }) => firstPaintMs);
    noteAll(what, ({ shownMs }) => shownMs);
  }
}

/** Lists that one comes to from the overview. */
async function measureLists(page: Page, base: string, months: readonly string[], note: Note): Promise<void> {
  await measureOpening(page, note, {
    name: "records of a month",
    addresses: months.slice(1, 5).map((month) => `${base}/overview/records?month=${month}`),
    stands: ["the table stands", "main table tbody tr"],
  });
  const choose = (field: string, value: string) =>
    press(
      page,
      () => page.locator(`.wp-tools select:has(option[value="${value}"])`).first().selectOption(value),
      {
        address: `${field}=${value}`,
      },
    );
  note("records: a filter", [await choose("province", "63"), await choose("scope", "across")]);
  const listed = await open(page, `${base}/overview/anomalies`, ".anom-filters");
  note("anomalies: first paint", [listed.firstPaintMs]);
  note("anomalies: a filter", [await choose("province", "63"), await choose("state", "open")]);
}

export function rowOf(name: string, all: readonly number[], goalMs: number): BenchRow {
  const inOrder = [...all].sort((a, b) => a - b);
  const [median, most] = [
    inOrder[Math.floor(inOrder.length / 2)] ?? Number.NaN,
    inOrder.at(-1) ?? Number.NaN,
  ];
  const figure = all.length > 1 ? `${name}: median of ${all.length}, longest ${Math.round(most)} ms` : name;
  const met = all.every((one) => one <= goalMs);
  return {
    figure,
    ours: Math.round(median),
    peer: null,
    unit: "ms",
    ratio: null,
    goal: `≤ ${goalMs} ms`,
    met,
  };
}
