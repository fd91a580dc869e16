import type { Page } from "@playwright/test";
import { type Answered, press } from "./press";

/** One kind of press, done again and again on things of its kind. */
export interface Press {
  readonly name: string;
  /** Milliseconds of each. */
  run(page: Page): Promise<number[]>;
}

const click = (page: Page, selector: string, answered: Answered) =>
  press(page, () => page.locator(selector).first().click(), answered);
/** The pointer's own events, where another shape lies over the middle of this one. */
const pick = (page: Page, selector: string, answered: Answered) =>
  press(
    page,
    async () => {
      await page.locator(selector).first().dispatchEvent("pointerdown");
      await page.locator(selector).first().dispatchEvent("click");
    },
    answered,
  );

function each(
  name: string,
  list: readonly string[],
  one: (page: Page, item: string) => Promise<number>,
): Press {
  return {
    name,
    async run(page) {
      const all: number[] = [];
      for (const item of list) all.push(await one(page, item));
      return all;
    },
  };
}

const provinces = ["63", "41", "32", "15", "65"];
const here = (month: string) => ({
  address: `m=${month}`,
  selector: `.ov-months-bars [data-here=true][data-month="${month}"]`,
});

/** Every kind of press on the overview; `months` are finished ones. */
export function overviewPresses(months: readonly string[]): Press[] {
  return [...monthPresses(months), ...mapPresses(), ...rankingPresses(), ...partPresses()];
}

function monthPresses(months: readonly string[]): Press[] {
  return [
    each("a month on the slider", months.slice(1, 7), (page, month) =>
      click(page, `.ov-months-bars button[data-month="${month}"]`, here(month)),
    ),
    {
      name: "the next month by key",
      async run(page) {
        const all: number[] = [];
        for (const month of months.slice(7, 11)) {
          await page.locator(".ov-months-bars input").focus();
          all.push(await press(page, () => page.keyboard.press("ArrowRight"), here(month)));
        }
        return all;
      },
    },
  ];
}

function mapPresses(): Press[] {
  return [
    each("layer of the map", ["1", "2", "0", "1", "0"], (page, at) => {
      const button = `.ov-map-modes fieldset >> nth=0 >> button >> nth=${at}`;
      return click(page, button, {
        selector: `.ov-map-modes fieldset:first-of-type button:nth-of-type(${Number(at) + 1})[aria-pressed=true]`,
      });
    }),
    each("naming of the channels", ["1", "2", "3", "0"], (page, at) => {
      const button = `.ov-map-modes fieldset >> nth=1 >> button >> nth=${at}`;
      return click(page, button, {
        selector: `.ov-map-modes fieldset:last-of-type button:nth-of-type(${Number(at) + 1})[aria-pressed=true]`,
      });
    }),
    each("a province", provinces, (page, code) =>
      pick(page, `.target[data-at="province:${code}"]`, {
        address: `at=province:${code}`,
        selector: "#focus-title",
        text: code,
      }),
    ),
    {
      name: "a channel",
      async run(page) {
        const all: number[] = [];
        const codes = await page
          .locator('.target[data-at^="channel:"]')
          .evaluateAll((found) => found.slice(0, 5).map((one) => one.getAttribute("data-at") ?? ""));
        for (const at of codes) {
          const answered = {
            address: `at=${at}`,
            selector: `.arc[data-here=true]`,
            without: "[aria-busy=true]",
          };
          all.push(await pick(page, `.target[data-at="${at}"]`, answered));
        }
        return all;
      },
    },
  ];
}

function rankingPresses(): Press[] {
  return [
    {
      name: "a plant of the ranking",
      async run(page) {
        const all: number[] = [];
        for (let at = 0; at < 5; at++) {
          const link = page.locator(".ov-ranking tbody th a").nth(at);
          const name = ((await link.textContent()) ?? "").split("（")[0]?.trim() ?? "";
          all.push(await press(page, () => link.click(), { selector: "#focus-title", text: name }));
        }
        return all;
      },
    },
    each("back to the whole market", ["1"], (page) =>
      click(page, ".ov-focus header button", { selector: "#balance-title" }),
    ),
    each("a tab of the ranking", ["units", "channels", "provinces", "plants"], (page, tab) =>
      click(page, `.ov-ranking .wp-tabs a[href*="rank=${tab}"]`, {
        address: `rank=${tab}`,
        selector: `.ov-ranking .wp-tabs a[aria-current=page][href*="rank=${tab}"]`,
      }),
    ),
    each("a page of the ranking", ["2", "3", "4", "5"], (page, number) =>
      click(page, `.ov-pages a[href*="page=${number}"]`, {
        address: `page=${number}`,
        selector: `.ov-pages a[href*="page=${Number(number) + 1}"]`,
      }),
    ),
    each("the ranking's order", ["2", "0", "1"], (page, at) =>
      click(page, `.ov-ranking thead th:nth-of-type(${Number(at) + 1}) button`, {
        selector: `.ov-ranking thead th:nth-of-type(${Number(at) + 1})[aria-sort]`,
      }),
    ),
  ];
}

function partPresses(): Press[] {
  return [
    each("pointing at a province", provinces, async (page, code) => {
      const target = page.locator(`.target[data-at="province:${code}"]`);
      const says = ((await target.getAttribute("aria-label")) ?? "").slice(0, 12);
      return press(page, () => target.dispatchEvent("pointerover"), { selector: ".ov-told", text: says });
    }),
    each("flows as a table, and back", ["true", "false", "true", "false"], (page, on) =>
      click(page, ".ov-sankey header button", { selector: `.ov-sankey header button[aria-pressed=${on}]` }),
    ),
    each("series as a table, and back", ["true", "false", "true", "false"], (page, on) =>
      click(page, ".ov-series header button[aria-pressed]", {
        selector: `.ov-series header button[aria-pressed=${on}]`,
      }),
    ),
  ];
}

/** A letter at a time in ⌘K; each until what is found for it stands there. */
export const palettePresses: Press[] = [
  {
    name: "⌘K",
    run: async (page) => [
      await press(page, () => page.keyboard.press("Control+k"), { selector: "[cmdk-input]" }),
    ],
  },
  {
    name: "a letter in ⌘K, until its answer (120 ms of waiting for the next included)",
    async run(page) {
      const all: number[] = [];
      for (const letter of ["甘", "肃", "陆", "上"]) {
        all.push(await press(page, () => page.keyboard.insertText(letter), { selector: "[cmdk-item]" }));
      }
      await page.keyboard.press("Escape");
      return all;
    },
  },
];
