import type { Page } from "@playwright/test";

/** What stands on the page once a press is answered. All that is named must hold. */
export interface Answered {
  /** Part of the address's query. */
  readonly address?: string;
  readonly selector?: string;
  /** In the element of `selector`. */
  readonly text?: string;
  /** Nothing like this is there (any more). */
  readonly without?: string;
  /** What this element says is something else than before the press. */
  readonly changed?: string;
}

const MOST_MS = 20_000;
const BETWEEN_MS = 800;
/** `aria-busy` is how a part says that its answer is under way. */
const BUSY = "[aria-busy=true]";

/** Milliseconds from the press to the second frame in which the page shows the answer; NaN where it never did. */
export async function press(page: Page, act: () => Promise<unknown>, answered: Answered): Promise<number> {
  // Nobody presses while the last answer is still being drawn.
  await page.waitForTimeout(BETWEEN_MS);
  await page.evaluate(arm, { without: BUSY, ...answered, most: MOST_MS });
  await act();
  return page.evaluate(() => (window as unknown as { answered: Promise<number> }).answered);
}

function arm({ address, selector, text, without, changed, most }: Answered & { most: number }): void {
  const said = () => (changed === undefined ? "" : (document.querySelector(changed)?.textContent ?? ""));
  const before = said();
  const holds = () => {
    if (changed !== undefined && said() === before) return false;
    if (address !== undefined && !decodeURIComponent(location.search).includes(address)) return false;
    if (without !== undefined && document.querySelector(without) !== null) return false;
    if (selector === undefined) return true;
    const found = [...document.querySelectorAll(selector)];
    return found.some((one) => text === undefined || one.textContent?.includes(text));
  };
  const answered = new Promise<number>((done) => {
    const begin = (event: Event) => {
      for (const name of starts) removeEventListener(name, begin, true);
      const from = event.timeStamp;
      const look = () => {
        const now = performance.now();
        if (holds()) requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - from)));
        else if (now - from > most) done(Number.NaN);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    const starts = ["pointerdown", "keydown", "beforeinput", "change", "pointerover"];
    for (const name of starts) addEventListener(name, begin, true);
  });
  (window as unknown as { answered: Promise<number> }).answered = answered;
}

export interface Opened {
  /** First byte of the answer, ms after the navigation began. */
  readonly responseMs: number;
  readonly firstPaintMs: number;
  /** Until what the page is about stands there. */
  readonly shownMs: number;
  /** Compressed, of the document. */
  readonly bytes: number;
}

/** Opens an address afresh, as one who comes from elsewhere. */
export async function open(page: Page, address: string, selector: string): Promise<Opened> {
  await page.goto(address, { waitUntil: "commit" });
  return page.evaluate(
    async ({ selector, most }) => {
      const shownMs = await new Promise<number>((done) => {
        const look = () => {
          if (document.querySelector(selector) !== null)
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
          else if (performance.now() > most) done(Number.NaN);
          else requestAnimationFrame(look);
        };
        look();
      });
      await new Promise((done) => {
        const painted = () => performance.getEntriesByName("first-contentful-paint").length > 0;
        const look = () => (document.readyState === "complete" && painted() ? done(0) : setTimeout(look, 20));
        look();
      });
      const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
      const [first] = performance.getEntriesByName("first-contentful-paint");
      return {
        ...{
          responseMs: navigation?.responseStart ?? Number.NaN,
          firstPaintMs: first?.startTime ?? Number.NaN,
        },
        ...{ shownMs, bytes: navigation?.encodedBodySize ?? Number.NaN },
      };
    },
    { selector, most: MOST_MS },
  );
}
