import { type Browser, test as base, expect, type Page } from "@playwright/test";

/**
 * The test every spec runs: a page that was opened stands in one piece before anything is asked of it. What the
 * server streams late arrives beside the page and is moved into its place a moment after the load; should the page
 * have drawn that part itself by then, it is there twice, once hidden.
 */
export const test = base.extend<object, { browser: Browser }>({
  browser: [
    async ({ browser }, use) => {
      const open = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await open(options);
        if (options?.javaScriptEnabled !== false) context.on("page", inOnePiece);
        return context;
      };
      await use(browser);
    },
    { scope: "worker" },
  ],
});

function inOnePiece(page: Page): void {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    await inPlace(page);
    return answer;
  };
  page.reload = async (options) => {
    const answer = await reload(options);
    await inPlace(page);
    return answer;
  };
}

async function inPlace(page: Page): Promise<void> {
  await expect(page.locator('body > div[hidden][id^="S:"]')).toHaveCount(0);
}
