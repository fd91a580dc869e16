import { expect, type Page } from "@playwright/test";
import { expectClean } from "./clean";
import { enrolDevice, signShown } from "./device";
import { certificateOf, lvji, verdictOf } from "./market";
import { signIn } from "./people";
import { test } from "./test";

const password = "nine herons over a slow river";

/** Somebody of the certificate's holder, come by the invitation the command line prints. */
async function comeIn(page: Page, participant: string, email: string): Promise<void> {
  const { link } = (await lvji(
    ...["accounts", "add", "--role", "enterprise", "--email", email, "--participant", participant],
  )) as { link: string };
  await page.goto(new URL(link).pathname);
  const name = page.locator('input[name="name"]');
  if (await name.isVisible()) await name.fill("持有人");
  for (const field of await page.locator('input[type="password"]').all()) await field.fill(password);
  await page.locator('form.entry-form [type="submit"]').click();
  await expect(page).not.toHaveURL(/\/invitation/, { timeout: 60_000 });
}

const checkOf = (page: Page, id: string) => page.locator(`[data-check="${id}"]`).first();

test("the holder opens its certificate further, signed by its device; nobody narrows it", async ({ page }, {
  project,
  workerIndex,
}) => {
  // A choice cannot be taken back: each project has a certificate of its own.
  const month = project.name.startsWith("phone") ? "2026-08" : "2026-10";
  const code = await certificateOf("hengyue-cs", month);
  await comeIn(page, "hengyue", `holder-${project.name}-${workerIndex}-${Date.now()}@demo.invalid`);
  await enrolDevice(page);
  await page.goto(`/c/${code}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(checkOf(page, "consumption")).toHaveAttribute("data-ok", "unknown");

  const form = page.locator("#disclosure");
  await expect(form.locator('[data-level="standard"]')).toHaveAttribute("data-present", "true");
  await form.locator('[value="full"]').check();
  await form.locator('[type="submit"]').click();
  await signShown(page);
  await expect(form.locator('[data-level="full"]')).toHaveAttribute("data-present", "true", {
    timeout: 60_000,
  });
  expect(await verdictOf(page)).toBe("verified");
  await expect(checkOf(page, "consumption")).toHaveAttribute("data-ok", "true");
  await expect(form.locator('[value="minimal"]')).toBeDisabled();
  await expectClean(page, { include: "#disclosure" });

  // The page does not offer it; whoever asks all the same meets the rules.
  await page.goto(`/dashboard/certificates?c=${code}`);
  const choice = page.locator(".hold-drawer #disclosure");
  await expect(choice.locator('[value="minimal"]')).toBeDisabled();
  await choice.evaluate((section) => {
    for (const input of section.querySelectorAll("input")) input.disabled = false;
    section.querySelector<HTMLInputElement>('[value="minimal"]')?.click();
    for (const button of section.querySelectorAll("button")) button.disabled = false;
    section.querySelector("form")?.requestSubmit();
  });
  await signShown(page);
  await expect(choice.locator('[data-answer="level"]')).toBeVisible({ timeout: 60_000 });
});

test("only its signed-in holder is offered the choice", { tag: "@desktop" }, async ({ page }) => {
  const code = await certificateOf("hengyue-cs", "2026-09");
  await page.goto(`/c/${code}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator("#disclosure")).toHaveCount(0);
  await signIn(page, "enterprise", "xinghe@demo.invalid");
  await page.goto(`/c/${code}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator("#disclosure")).toHaveCount(0);
  await page.goto(`/c/${await certificateOf("xinghe-wx", "2026-09")}`);
  await expect(page.locator("#disclosure")).toBeVisible();
  await page.context().clearCookies();
  await signIn(page, "exchange");
  await page.goto(`/c/${await certificateOf("xinghe-wx", "2026-09")}`);
  expect(await verdictOf(page)).toBe("verified");
  await expect(page.locator("#disclosure")).toHaveCount(0);
});
