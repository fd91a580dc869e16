import { expect, type Locator, type Page } from "@playwright/test";
import { personOf } from "./people";
import { listening, test } from "./test";

// The main journeys of the three workplaces without a mouse. Where the focus goes it must be seen.

/** Where the focus is, a line is drawn round it. */
async function expectSeen(page: Page): Promise<void> {
  const focused = () =>
    page.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return "nothing has the focus";
      // A filter is ringed together with its name.
      const isDrawn = [at, at.closest("label")].some((one) => {
        const style = one === null ? undefined : getComputedStyle(one);
        return style?.outlineStyle !== "none" && Number.parseFloat(style?.outlineWidth ?? "0") >= 1;
      });
      return at.matches(":focus-visible") && isDrawn ? "seen" : `not seen: ${at.outerHTML.slice(0, 120)}`;
    });
  await expect.poll(focused).toBe("seen");
}

/** Goes on with Tab until it is there; each stop on the way is seen. */
async function tabTo(page: Page, wanted: Locator, most = 40): Promise<void> {
  for (let at = 0; at < most; at++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return expectSeen(page);
    await page.keyboard.press("Tab");
    await expectSeen(page);
  }
  throw new Error(`not reached by ${most} Tabs: ${wanted}`);
}

async function signIn(
  page: Page,
  role: "enterprise" | "regulator" | "exchange",
  home: string,
): Promise<void> {
  const { email, password } = await personOf(role);
  await page.goto(`/sign-in?next=${home}`);
  await tabTo(page, page.locator('input[name="email"]'));
  await page.keyboard.type(email);
  await tabTo(page, page.locator('input[name="password"]'));
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`${home}$`));
}

/** ⌘K, what is sought, and the first of what it finds. */
async function findAndOpen(page: Page, sought: string, hit: RegExp | string): Promise<void> {
  const palette = page.getByRole("dialog");
  const field = palette.getByRole("combobox");
  // A page that a press has only just led to may not listen yet.
  await expect(async () => {
    await listening(page);
    if ((await field.count()) === 0) await page.keyboard.press("ControlOrMeta+k");
    await expect(field).toBeFocused({ timeout: 5_000 });
  }).toPass();
  await page.keyboard.type(sought);
  await expect(palette.getByRole("option").filter({ hasText: hit }).first()).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await page.keyboard.press("Enter");
  await expect(field).toHaveCount(0);
}

test("an enterprise changes the month, finds a certificate and walks its table", { tag: "@desktop" }, async ({
  page,
}) => {
  await signIn(page, "enterprise", "/dashboard");
  await expect(page.locator('.db-year a[aria-current="page"]')).toContainText("2026-10");
  await listening(page);
  await page.keyboard.press("[");
  await expect(page).toHaveURL(/month=2026-09/);
  await expect(page.locator('.db-year a[aria-current="page"]')).toContainText("2026-09");

  await findAndOpen(page, "> /dashboard/certificates", "/dashboard/certificates");
  await page.waitForURL(/\/dashboard\/certificates$/);
  const rows = page.locator(".wp-table tbody tr");
  const drawer = page.getByRole("dialog");
  await expect(rows.first()).toBeVisible();
  await listening(page);
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await expectSeen(page);
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("x");
  await expect(rows.nth(1)).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".wp-bulk")).toBeVisible();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await expect(drawer).toBeVisible();
  await page.keyboard.press("Tab");
  await expectSeen(page);
  await page.keyboard.press("j");
  // Back in the table the focus is where one had got to.
  const second = await rows.nth(1).getAttribute("data-key");
  await expect(page).toHaveURL(new RegExp(`c=${second}`));
  await expect(drawer).toContainText(String(second).slice(-4));
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(rows.nth(1)).toBeFocused();
  await expectSeen(page);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type(String(second).slice(-6));
  await expect(rows).toHaveCount(1);

  await findAndOpen(page, String(second).slice(-8), String(second).slice(-4));
  await expect(page).toHaveURL(new RegExp(`c=${second}`));
  await expect(drawer).toContainText(String(second).slice(-4));
});

test("a regulator opens an anomaly and goes on to its records", { tag: "@desktop" }, async ({ page }) => {
  await signIn(page, "regulator", "/overview");
  await findAndOpen(page, "> /overview/anomalies", "/overview/anomalies");
  await page.waitForURL(/\/overview\/anomalies/);
  const first = page.locator(".anom-open").first();
  await expect(first).toBeVisible();
  await listening(page);
  await tabTo(page, first, 60);
  await page.keyboard.press("Enter");
  await expect(page.locator(".dossier")).toBeVisible();
  await tabTo(page, page.locator("tr[data-anomaly] .anom-lk a").first(), 40);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/overview\/records/);
});

test("an exchange operator opens the settlement of a month", { tag: "@desktop" }, async ({ page }) => {
  await signIn(page, "exchange", "/exchange");
  await findAndOpen(page, "> /exchange/settlement", "/exchange/settlement");
  await page.waitForURL(/\/exchange\/settlement/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const contract = "演示-绿电-202610-001";
  await findAndOpen(page, contract, contract);
  await expect(page).toHaveURL(/\/exchange\/contracts/);
});
