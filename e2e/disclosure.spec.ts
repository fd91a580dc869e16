import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { certificateOf, lvji, verdictOf } from "./market";

/** A certificate nobody chose a level for yet: each project has its own, since a choice cannot be taken back. */
async function untouched(project: string): Promise<string> {
  const listed = (await lvji("list", "certificates")) as { code: string; level: string; month: string }[];
  const open = listed.filter(({ level, month }) => level === "standard" && month !== "2026-09");
  const found = open.at(project.startsWith("phone") ? 0 : -1);
  if (!found || open.length < 2) throw new Error("no two certificates at the standard level");
  return found.code;
}

const checkOf = (page: Page, id: string) => page.locator(`[data-check="${id}"]`).first();

test("opened further, its checks change; narrowing is refused", async ({ page }, { project }) => {
  const code = await untouched(project.name);
  await page.goto(`/c/${code}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(checkOf(page, "consumption")).toHaveAttribute("data-ok", "unknown");

  const form = page.locator("#disclosure");
  await expect(form.locator('[data-level="standard"]')).toHaveAttribute("data-present", "true");
  await form.locator('[value="full"]').check();
  await form.getByRole("button").click();
  await expect(form.locator('[data-answer="done"]')).toBeVisible({ timeout: 30_000 });
  await expect(form.locator('[data-level="full"]')).toHaveAttribute("data-present", "true");
  expect(await verdictOf(page)).toBe("verified");
  await expect(checkOf(page, "consumption")).toHaveAttribute("data-ok", "true");

  // The page does not offer it; a form that asks all the same meets the rules.
  await expect(form.locator('[value="minimal"]')).toBeDisabled();
  await form.evaluate((section) => {
    for (const input of section.querySelectorAll("input")) input.disabled = false;
    section.querySelector<HTMLInputElement>('[value="minimal"]')?.click();
    for (const button of section.querySelectorAll("button")) button.disabled = false;
    section.querySelector("form")?.requestSubmit();
  });
  await expect(form.locator('[data-answer="level"]')).toBeVisible({ timeout: 30_000 });
  await page.reload();
  await expect(form.locator('[data-level="full"]')).toHaveAttribute("data-present", "true");
  const { violations } = await new AxeBuilder({ page }).include("#disclosure").analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

test("without any script it is a plain form, answered on the page", async ({ browser, baseURL }) => {
  const code = await certificateOf("songnen-jl", "2026-08");
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL, locale: "zh-CN" });
  const page = await context.newPage();
  await page.goto(`/c/${code}`);
  const form = page.locator("#disclosure");
  await expect(form.locator('[data-level="minimal"]')).toHaveAttribute("data-present", "true");
  await form.getByRole("button").click();
  await expect(form.locator('[data-answer="state"]')).toBeVisible();
  await context.close();
});
