import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { expectClean } from "./clean";
import { lvji } from "./market";
import { fillSignIn, personOf, signIn } from "./people";
import { test } from "./test";

/** Every project makes people of its own: the counters of wrong attempts and the events are theirs. */
const fresh = (project: string, what: string) => `${what}.${project}.${Date.now().toString(36)}@demo.invalid`;
const password = "seven kites over a quiet harbour";

/** Invites through the command line and accepts on the page; the new person is signed in there. */
async function newcomer(page: Page, email: string, more: readonly string[] = []): Promise<void> {
  const invited = await lvji(
    ...["accounts", "add", "--role", "enterprise", "--email", email],
    ...["--participant", "hengyue", ...more],
  );
  await page.goto(new URL((invited as { link: string }).link).pathname);
  await page.locator('input[name="name"]').fill("新人");
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form.entry-form [type="submit"]').click();
  await expect(page).not.toHaveURL(/\/invitation/, { timeout: 60_000 });
}

const answer = (page: Page) => page.locator("form.entry-form");

/** On a narrow screen the way out stands in the menu. */
async function signOut(page: Page): Promise<void> {
  const menu = page.getByRole("button", { name: /^(菜单|Menu)$/ });
  if (await menu.isVisible()) await menu.click();
  await page
    .getByRole("button", { name: /^(退出|Sign out)$/ })
    .filter({ visible: true })
    .click();
}

/** A browser of its own that has seen nothing of the others. */
async function elsewhere(browser: Browser, page: Page, script = true): Promise<BrowserContext> {
  const locale = await page.evaluate(() => navigator.language);
  return browser.newContext({ baseURL: new URL(page.url()).origin, locale, javaScriptEnabled: script });
}

test("a wrong password is told, the right one leads where one wanted to go", async ({ page }) => {
  const { email, password: right } = await personOf("enterprise");
  await page.goto("/account?from=here#sessions");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount%3Ffrom%3Dhere/);
  await expectClean(page);
  await fillSignIn(page, email, "wrong wrong wrong");
  await expect(answer(page)).toHaveAttribute("data-answer", "wrong");
  await expect(page.locator('input[name="email"]')).toHaveValue(email);
  await expectClean(page);
  await fillSignIn(page, email, right);
  await expect(page).toHaveURL(/\/account\?from=here(#sessions)?$/);
  const cookie = (await page.context().cookies()).find(({ name }) => name === "lvji-session");
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  // Signed in already: there is nothing to do here.
  await page.goto("/sign-in");
  await expect(page).toHaveURL(/\/dashboard/);
});

test("an address elsewhere is not gone to", { tag: "@phone" }, async ({ page }) => {
  const { email, password: right } = await personOf("regulator");
  for (const next of ["//elsewhere.invalid/", "https://elsewhere.invalid/", "/\\elsewhere.invalid"]) {
    await page.context().clearCookies({ name: "lvji-session" });
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await fillSignIn(page, email, right);
    await expect(page).toHaveURL(/localhost:\d+\/overview/);
  }
});

test("the form works before and without any script", async ({ page, browser }) => {
  await page.goto("/sign-in");
  const context = await elsewhere(browser, page, false);
  const plain = await context.newPage();
  const { email, password: right } = await personOf("exchange");
  await plain.goto("/sign-in?next=/account");
  await fillSignIn(plain, email, "wrong wrong wrong");
  await expect(answer(plain)).toHaveAttribute("data-answer", "wrong");
  await fillSignIn(plain, email, right);
  await expect(plain).toHaveURL(/\/account$/);
  await plain.locator("#sessions").waitFor();
  await context.close();
});

test(
  "too many wrong attempts are followed by a wait, told in words",
  { tag: "@desktop" },
  async ({ page }, { project }) => {
    const email = fresh(project.name, "many");
    await page.goto("/sign-in");
    for (let n = 0; n < 6; n++) {
      await fillSignIn(page, email, `wrong wrong ${n}`);
      // With its answer the form forgets the password: before that, what is typed would be forgotten with it.
      await expect(page.locator('input[name="password"]')).toHaveValue("");
      await expect(answer(page)).toHaveAttribute("data-answer", "wrong");
    }
    await fillSignIn(page, email, password);
    await expect(answer(page)).toHaveAttribute("data-answer", "later");
    await expect(answer(page).getByRole("alert")).toContainText(/1[0-5] (分钟|minutes)/);
  },
);

test("the password can be seen, pasted, and the shift lock is told", async ({ page }) => {
  await page.goto("/sign-in");
  const field = page.locator('input[name="password"]');
  await field.fill("pasted, not typed");
  await expect(field).toHaveAttribute("type", "password");
  await expect(field).toHaveAttribute("autocomplete", "current-password");
  await page.getByRole("button", { name: /^(显示|Show)$/ }).click();
  await expect(field).toHaveAttribute("type", "text");
  await field.evaluate((input) => {
    const locked = new KeyboardEvent("keydown", { key: "A", bubbles: true, modifierCapsLock: true });
    input.dispatchEvent(locked);
  });
  await expect(page.locator("[data-caps]")).toBeVisible();
});

test("an invitation is accepted once", { tag: "@phone" }, async ({ page, browser }, { project }) => {
  const email = fresh(project.name, "invited");
  await signIn(page, "enterprise");
  await page.goto("/account/organisation");
  await expectClean(page);
  const form = page.locator('[data-invite="own"]');
  await form.locator('input[name="email"]').fill(email);
  await form.getByRole("button").first().click();
  const link = new URL(await form.locator("[data-link]").inputValue()).pathname;
  await expect(page.locator(`[data-member="${email}"]`)).toHaveAttribute("data-state", "invited");
  await expectClean(page);

  const context = await elsewhere(browser, page);
  const guest = await context.newPage();
  await guest.goto(link);
  await expectClean(guest);
  await guest.locator('input[name="password"]').fill("password1234");
  await guest.locator('form.entry-form [type="submit"]').click();
  await expect(answer(guest)).toHaveAttribute("data-answer", "common");
  await guest.locator('input[name="name"]').fill("沈青");
  await guest.locator('input[name="password"]').fill(password);
  await guest.locator('form.entry-form [type="submit"]').click();
  await expect(guest).toHaveURL(/\/dashboard/);
  await guest.goto(link);
  await expect(guest.locator('[data-spent="invitation"]')).toBeVisible();
  await expectClean(guest);
  // A member sees who else is there and may change nothing.
  await guest.goto("/account/organisation");
  await expect(guest.locator(`[data-member="${email}"]`)).toHaveAttribute("data-state", "active");
  await expect(guest.locator("[data-invite]")).toHaveCount(0);
  await expect(guest.locator(".account-changes")).toHaveCount(0);
  await context.close();
});

test(
  "sessions are listed; one revoked elsewhere is out at its next step",
  { tag: "@desktop" },
  async ({ page, browser }, info) => {
    const email = fresh(info.project.name, "sessions");
    await newcomer(page, email);
    const context = await elsewhere(browser, page);
    const other = await context.newPage();
    await other.goto("/sign-in?next=/account");
    await fillSignIn(other, email, password);
    await expect(other).toHaveURL(/\/account$/);
    await expect(other.locator("[data-session]")).toHaveCount(2);

    await page.goto("/account");
    await expectClean(page);
    await expect(page.locator('[data-session="here"]')).toHaveCount(1);
    // Each by its device, when it began and when it was last seen, to the minute.
    for (const row of await page.locator("[data-session]").all()) {
      await expect(row.locator("td").first()).toContainText(/Chrome \d+/);
      const moments = (await row.locator("td").allTextContents()).filter((text) =>
        /\d{1,2}:\d{2}/.test(text),
      );
      expect(moments).toHaveLength(2);
    }
    await page.locator('[data-session="other"]').getByRole("button").click();
    await expect(page.locator("[data-session]")).toHaveCount(1);
    await other.reload();
    await expect(other).toHaveURL(/\/sign-in\?next=%2Faccount/);
    await context.close();
  },
);

test(
  "a changed password ends the other sessions and is the one that counts",
  { tag: "@phone" },
  async ({ page, browser }, info) => {
    const email = fresh(info.project.name, "change");
    const next = "an umbrella for every whale";
    await newcomer(page, email);
    const context = await elsewhere(browser, page);
    const other = await context.newPage();
    await other.goto("/sign-in?next=/account");
    await fillSignIn(other, email, password);
    await expect(other).toHaveURL(/\/account$/);

    await page.goto("/account");
    const form = page.locator("#password form");
    const change = async (old: string, wanted: string) => {
      await form.locator('input[name="old"]').fill(old);
      await form.locator('input[name="password"]').fill(wanted);
      await form.locator('[type="submit"]').click();
    };
    await change("not the old one", next);
    await expect(form).toHaveAttribute("data-answer", "wrong");
    await change(password, "too short");
    await expect(form).toHaveAttribute("data-answer", "short");
    await change(password, next);
    await expect(form).toHaveAttribute("data-answer", "done");
    await other.reload();
    await expect(other).toHaveURL(/\/sign-in/);
    await fillSignIn(other, email, password);
    await expect(answer(other)).toHaveAttribute("data-answer", "wrong");
    await fillSignIn(other, email, next);
    await expect(other).toHaveURL(/\/account$/);
    await context.close();
  },
);

test(
  "an administrator resets a password; the old one is no use at once",
  { tag: "@desktop" },
  async ({ page, browser }, info) => {
    const [admin, member] = [fresh(info.project.name, "admin"), fresh(info.project.name, "member")];
    await newcomer(page, member);
    const memberContext = page.context();
    await memberContext.clearCookies({ name: "lvji-session" });
    await newcomer(page, admin, ["--admin"]);
    await page.goto("/account/organisation");
    const row = page.locator(`[data-member="${member}"]`);
    await row.getByRole("button", { name: /重设密码|Reset password/ }).click();
    await expectClean(page);
    await page.locator("[data-confirm]").click();
    const link = new URL(await page.locator("[data-link]").first().inputValue()).pathname;

    const context = await elsewhere(browser, page);
    const other = await context.newPage();
    await other.goto("/sign-in");
    await fillSignIn(other, member, password);
    await expect(answer(other)).toHaveAttribute("data-answer", "wrong");
    await other.goto(link);
    await expectClean(other);
    await other.locator('input[name="password"]').fill("an umbrella for every whale");
    await other.locator('form.entry-form [type="submit"]').click();
    await expect(other).toHaveURL(/\/dashboard/);
    await page.reload();
    await expect(page.locator("#events")).toContainText(/用链接重设了密码|password reset by link/);
    await context.close();
  },
);

test("another workplace is not there", { tag: "@desktop" }, async ({ page }) => {
  await signIn(page, "enterprise");
  for (const path of ["/exchange", "/exchange/members", "/overview", "/overview/anomalies"]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
  }
  await page.goto("/account");
  await signOut(page);
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in/);
});

test(
  "the identity provider signs in who has an account, and nobody else",
  { tag: "@desktop" },
  async ({ page }, { project }) => {
    const email = fresh(project.name, "oidc");
    await lvji(
      ...["accounts", "add", "--role", "enterprise", "--email", email],
      ...["--participant", "hengyue"],
    );
    const come = async (as: string) => {
      await page.context().clearCookies();
      await page.goto("/sign-in?next=/account");
      await page.getByRole("button", { name: /Alpha ID/ }).click();
      await page.locator('input[name="login"]').fill(as);
      await page.locator('input[name="password"]').fill("whatever");
      await page.locator('[type="submit"]').click();
      await expect(page.locator('input[name="login"]')).toHaveCount(0);
      await page.locator('[type="submit"]').click();
      await page.waitForURL(/\/(account|sign-in)/);
    };
    const before = (await lvji("accounts")) as unknown[];
    await come(`stranger-${email}`);
    await expect(page.locator('[data-refusal="stranger"]')).toBeVisible();
    await come(`unverified-${email}`);
    await expect(page.locator('[data-refusal="unverified"]')).toBeVisible();
    await expectClean(page);
    await come(email);
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.locator('[data-session="here"]')).toContainText(/身份提供方|identity provider/);
    expect(await lvji("accounts")).toEqual(before);
  },
);

test("next-auth's own door takes nothing from elsewhere", { tag: "@desktop" }, async ({
  request,
  baseURL,
}) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const { email, password: right } = await personOf("enterprise");
  const post = (origin: string, token: string) =>
    request.post("/api/auth/callback/credentials", {
      headers: { origin },
      form: { csrfToken: token, email, password: right, json: "true" },
    });
  expect((await post("null", csrfToken)).status()).toBe(403);
  expect((await post("https://elsewhere.invalid", csrfToken)).status()).toBe(403);
  const signedIn = async () =>
    (await request.storageState()).cookies.some(({ name }) => name === "lvji-session");
  await post(baseURL ?? "", "forged");
  expect(await signedIn()).toBe(false);
  await post(baseURL ?? "", csrfToken);
  expect(await signedIn()).toBe(true);
});

test("a form of another site, or one that hides where it is from, signs nobody in", {
  tag: "@desktop",
}, async ({ request, baseURL }) => {
  const [, page = ""] = (await (await request.get("/sign-in")).text()).split('class="entry-form"');
  const { email, password: right } = await personOf("enterprise");
  const [form = ""] = page.split("</form>");
  const hidden = [...form.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)];
  expect(hidden.length).toBeGreaterThan(0);
  const fields = Object.fromEntries(
    hidden.map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]),
  );
  const post = (origin: string) =>
    request.post("/sign-in", {
      headers: { origin },
      multipart: { ...fields, email, password: right },
      maxRedirects: 0,
    });
  const signedIn = async () =>
    (await request.storageState()).cookies.some(({ name }) => name === "lvji-session");
  for (const origin of ["null", "https://elsewhere.invalid"]) {
    await post(origin).catch(() => undefined);
    expect(await signedIn()).toBe(false);
  }
  await post(baseURL ?? "");
  expect(await signedIn()).toBe(true);
});
