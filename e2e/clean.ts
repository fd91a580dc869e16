import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

interface Part {
  readonly include?: string;
  readonly exclude?: string;
}

/**
 * Nothing on the page that axe objects to. What is fading or sliding in has half its contrast on the way: it is let
 * come to rest first, and what is found is looked for again before it is believed.
 */
export async function expectClean(page: Page, part: Part = {}): Promise<void> {
  await atRest(page);
  if ((await violations(page, part)).length === 0) return;
  await expect.poll(() => violations(page, part), { timeout: 30_000 }).toEqual([]);
}

/** Nothing is wider than the window. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const tooWide = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(tooWide).toBeLessThanOrEqual(0);
}

async function violations(page: Page, { include, exclude }: Part): Promise<string[]> {
  // There are no frames: without a page of its own for each answer, and without what was found in order.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
  if (include !== undefined) axe.include(include);
  if (exclude !== undefined) axe.exclude(exclude);
  const found = await axe.analyze();
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Waits until nothing moves that will come to an end. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => {
      const isEndless = effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
      return playState !== "running" || isEndless;
    }),
  );
}
