import { type APIRequestContext, type Browser, test as base, expect, type Page } from "@playwright/test";

/**
 * The test every spec runs: a page that was opened stands in one piece and listens before anything is asked of it.
 * What the server streams late arrives beside the page and is moved into its place a moment after the load; should the
 * page have drawn that part itself by then, it is there twice, once hidden. And what is pressed before the page's
 * scripts have taken it over is pressed in vain, on a slow machine for seconds.
 */
export const test = base.extend<object, { browser: Browser }>({
  request: async ({ request }, use) => use(asksAgain(request)),
  browser: [
    async ({ browser }, use) => {
      const open = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await open(options);
        if (options?.javaScriptEnabled !== false) context.on("page", patient);
        asksAgain(context.request);
        return context;
      };
      await use(browser);
    },
    { scope: "worker" },
  ],
});

/** A kept connection may be closed by the server at the very moment it is used again: then the question is put again. */
export function asksAgain(asker: APIRequestContext): APIRequestContext {
  const fetch = asker.fetch.bind(asker);
  asker.fetch = (url, options) => fetch(url, { maxRetries: 3, ...options });
  return asker;
}

function patient(page: Page): void {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  const [goBack, waitForURL] = [page.goBack.bind(page), page.waitForURL.bind(page)];
  page.goto = async (url, options) => then(page, await goto(url, options));
  page.reload = async (options) => then(page, await reload(options));
  page.goBack = async (options) => then(page, await goBack(options));
  page.waitForURL = async (url, options) => then(page, await waitForURL(url, options));
}

async function then<T>(page: Page, answer: T): Promise<T> {
  await listening(page);
  return answer;
}

/** Waits for that; for a page that a press led to, once something of it is seen. */
export async function listening(page: Page): Promise<void> {
  await expect(page.locator('body > div[hidden][id^="S:"]')).toHaveCount(0);
  await page.waitForFunction(isListening, undefined, { timeout: 60_000 });
}

/** Whether React has taken over everything one can press or fill in, and then had a quiet moment for what listens. */
function isListening(): boolean | Promise<boolean> {
  if (document.querySelector('script[src*="/_next/"]') === null) return true;
  const pressed = ":is(button, input:not([type=hidden]), select, textarea, form)";
  const all = [...document.querySelectorAll(`${pressed}:not(.leaflet-container *)`)];
  const isTaken = (one: Element) => Object.keys(one).some((key) => key.startsWith("__reactFiber$"));
  if (!all.every(isTaken)) return false;
  return new Promise((quiet) => requestIdleCallback(() => quiet(true), { timeout: 1000 }));
}
