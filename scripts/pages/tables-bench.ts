/** Every table of the three workplaces at full size: from the press until other rows stand there. */
import type { Page } from "@playwright/test";
import type { BenchRow } from "@/lib/ledger/bench";
import { GOAL_MS, launched, rowOf, signIn } from "./pages-bench";
import { press } from "./press";

interface TablesBench {
  readonly base: string;
  readonly people: Readonly<Record<string, { readonly email: string; readonly password: string }>>;
  readonly months: readonly string[];
  readonly log: (line: string) => void;
}

interface Table {
  readonly role: string;
  readonly name: string;
  readonly address: string;
  /** Letters that some rows have. */
  readonly sought?: string;
  /** Fields of the address and a value of each. */
  readonly filters: Readonly<Record<string, string>>;
}

const FIRST_ROW = "main table tbody tr";
/** What the first row and the last say, and how many rows there are. */
const SAID = "main";

function tables(month: string): readonly Table[] {
  const records = (kind: string, filters: Record<string, string>, sought?: string): Table => ({
    ...{ role: "regulator", name: `records, ${kind}`, filters, sought },
    address: `/overview/records?kind=${kind}&month=all`,
  });
  const registry = (kind: string, sought: string, filters: Record<string, string>): Table => ({
    ...{ role: "exchange", name: `registry, ${kind}`, address: `/exchange/${kind}`, sought, filters },
  });
  return [
    {
      ...{ role: "enterprise", name: "certificates of a holder", address: "/dashboard/certificates" },
      ...{ sought: "厂区 01", filters: { status: "disputed", level: "minimal", from: month } },
    },
    {
      ...{ role: "enterprise", name: "contracts of an enterprise", address: "/dashboard/contracts" },
      ...{ sought: "光伏", filters: { month, state: "generation" } },
    },
    {
      ...{ role: "enterprise", name: "settlement of an enterprise", filters: {} },
      address: `/dashboard/settlements?month=${month}`,
    },
    records("lines", { province: "63", scope: "across", limit: "generation" }, "光伏"),
    records("contracts", { province: "63", scope: "across" }, "光伏"),
    records("plants", { province: "63" }, "光伏"),
    records("readings", { role: "production" }, "电站"),
    records("entries", { type: "contract.record" }),
    {
      ...{ role: "regulator", name: "certificates, all months", address: "/overview/certificates?month=all" },
      ...{ sought: "厂区 01", filters: { province: "31", level: "minimal" } },
    },
    registry("participants", "新能源", { role: "consumer" }),
    registry("plants", "风", { province: "63" }),
    registry("units", "厂区 01", { province: "63" }),
    registry("contracts", "光伏", { month, mode: "listing" }),
    {
      ...{ role: "exchange", name: "certificates of the console", address: "/exchange/certificates" },
      filters: { month, status: "disputed" },
    },
    { role: "exchange", name: "audit trail", address: "/exchange/audit", filters: {} },
    { role: "exchange", name: "gateway monitor", address: "/exchange/gateway", filters: {} },
  ];
}

/** One row a table: the median of all its presses beside the goal, the longest and which one it was. */
export async function tablesBench({ base, people, months, log }: TablesBench): Promise<BenchRow[]> {
  const browser = await launched();
  const rows: BenchRow[] = [];
  try {
    for (const role of ["enterprise", "regulator", "exchange"]) {
      const person = people[role];
      if (person === undefined) continue;
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
      await context.addInitScript({ content: "globalThis.__name = (one) => one;" });
      const page = await context.newPage();
      await signIn(page, base, person);
      for (const table of tables(months[7] ?? "").filter((one) => one.role === role)) {
        const row = await measured(page, base, table);
        rows.push(row);
        log(`${row.met ? "met" : "NOT"}  ${String(row.ours).padStart(5)} ms  ${row.figure}`);
      }
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return rows;
}

type Times = Map<string, number>;

async function measured(page: Page, base: string, table: Table): Promise<BenchRow> {
  const times: Times = new Map();
  const opened = await opening(page, base + table.address);
  for (const nth of [1, 2, 3]) await turn(page, times, nth === 1 ? "next" : `next ${nth}`, -2);
  await turn(page, times, "last page", -1);
  await turn(page, times, "first page", 0);
  await sorts(page, times);
  for (const [field, value] of Object.entries(table.filters)) {
    await opening(page, base + table.address);
    const select = page.locator(`main select:has(option[value="${value}"])`).first();
    if ((await select.count()) > 0)
      await timed(page, times, `filter ${field}`, () => select.selectOption(value));
  }
  await searched(page, base, table, times);
  const all = [...times];
  const longest = [...all].sort(([, a], [, b]) => b - a)[0];
  const said = longest === undefined ? "" : ` (${longest[0]})`;
  const name = `${table.name}${said}, opened in ${Math.round(opened)} ms`;
  return rowOf(
    name,
    all.map(([, time]) => time),
    GOAL_MS,
  );
}

async function opening(page: Page, address: string): Promise<number> {
  const from = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForSelector(FIRST_ROW, { timeout: 60_000 });
  const shown = performance.now() - from;
  await page.waitForLoadState("networkidle");
  return shown;
}

async function timed(page: Page, times: Times, name: string, act: () => Promise<unknown>): Promise<void> {
  times.set(name, await press(page, act, { changed: SAID }));
}

/** The buttons under a table: first, previous, next, last. */
async function turn(page: Page, times: Times, name: string, at: number): Promise<void> {
  const button = page.locator("main .wp-pages button").nth(at);
  if ((await page.locator("main .wp-pages button").count()) === 0 || (await button.isDisabled())) return;
  await timed(page, times, name, () => button.click());
}

async function sorts(page: Page, times: Times): Promise<void> {
  const heads = page.locator("main table thead th button");
  for (let at = 0; at < (await heads.count()); at++) {
    const head = heads.nth(at);
    await timed(page, times, `sort by ${(await head.textContent())?.trim()}`, () => head.click());
  }
}

async function searched(page: Page, base: string, { address, sought }: Table, times: Times): Promise<void> {
  if (sought === undefined) return;
  await opening(page, base + address);
  const field = page.locator("main input[type=search]").first();
  if ((await field.count()) === 0) return;
  await field.focus();
  await timed(page, times, "search", () => page.keyboard.insertText(sought));
}
