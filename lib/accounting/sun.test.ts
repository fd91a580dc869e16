import { expect, it } from "vitest";
import { sunOf } from "./sun";

const minutes = (hours: number) => Math.round(hours * 60);

it("rises and sets where almanacs say, within five minutes", () => {
  // Beijing 2026-03-20: 06:18–18:26; Shanghai 2026-06-21: 04:51–19:02; Urumqi in the market's clock 2026-12-21: 09:39–18:31.
  const cases = [
    [sunOf("2026-03", 39.9, 116.4)[19], 6 * 60 + 18, 18 * 60 + 26],
    [sunOf("2026-06", 31.2, 121.5)[20], 4 * 60 + 51, 19 * 60 + 2],
    [sunOf("2026-12", 43.8, 87.6)[20], 9 * 60 + 39, 18 * 60 + 31],
  ] as const;
  for (const [sun, rise, set] of cases) {
    expect(Math.abs(minutes(sun?.rise ?? 0) - rise)).toBeLessThanOrEqual(5);
    expect(Math.abs(minutes(sun?.set ?? 0) - set)).toBeLessThanOrEqual(5);
  }
});
