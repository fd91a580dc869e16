import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// What the workplaces' pictures are painted with, seen through two filters: no hue at all, and without the green cones.

type Rgb = readonly [number, number, number];
type Theme = "light" | "dark";
const themes: readonly Theme[] = ["light", "dark"];
const sheet = readFileSync("components/ui/tokens.css", "utf8");

/** A token as linear sRGB, 0 to 1; it is written as `light-dark(oklch(…), oklch(…))` or points to another one. */
function token(name: string, theme: Theme): Rgb {
  const found = new RegExp(`\\n\\s*--${name}: light-dark\\((.+)\\);`).exec(sheet)?.[1];
  if (found === undefined) throw new Error(`no token ${name}`);
  const sides = found.split(/,\s*(?=oklch|var)/);
  const side = sides[theme === "light" ? 0 : 1] ?? "";
  const other = /var\(--([\w-]+)\)/.exec(side)?.[1];
  if (other !== undefined) return token(other, theme);
  const [l = 0, c = 0, h = 0] = (/oklch\(([^)]+)\)/.exec(side)?.[1] ?? "").split(" ").map(Number.parseFloat);
  return fromOklch(l / 100, c, (h * Math.PI) / 180);
}

/** Björn Ottosson, "A perceptual color space for image processing". */
function fromOklch(lightness: number, chroma: number, hue: number): Rgb {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clamped = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clamped(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamped(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamped(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Machado, Oliveira and Fernandes 2009, deuteranomaly of severity 1, on linear sRGB. */
function withoutGreenCones([r, g, b]: Rgb): Rgb {
  return [
    0.367322 * r + 0.860646 * g - 0.227968 * b,
    0.280085 * r + 0.672501 * g + 0.047413 * b,
    -0.01182 * r + 0.04294 * g + 0.968881 * b,
  ];
}

const filters: Readonly<Record<string, (colour: Rgb) => Rgb>> = {
  grey: (colour) => [luminance(colour), luminance(colour), luminance(colour)],
  deuteranopia: withoutGreenCones,
};

/** WCAG's ratio, 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each(Object.entries(filters))("seen in %s", (_, filter) => {
  const seen = (name: string, theme: Theme) => filter(token(name, theme));

  it.each(themes)("a darker province is told from the next one, and any from an empty one, %s", (theme) => {
    const steps = ["card", "tone-1", "tone-2", "tone-3"].map((name) => seen(name, theme));
    for (const [at, step] of steps.entries()) {
      const next = steps[at + 1];
      if (next !== undefined) expect(contrast(step, next)).toBeGreaterThan(1.15);
    }
  });
  it.each(themes)("names and figures are read on every tone, %s", (theme) => {
    for (const ground of ["paper", "card", "tone-1", "tone-2", "tone-3"])
      expect(contrast(seen("ink", theme), seen(ground, theme))).toBeGreaterThan(4.5);
  });
  it.each(themes)(
    "lines stand out of the card, checked or not, and verdicts can be read as words, %s",
    (theme) => {
      for (const line of ["line-ok", "line-ink"])
        expect(contrast(seen(line, theme), seen("card", theme))).toBeGreaterThan(3);
      for (const verdict of ["verified", "wrong", "notice"])
        expect(contrast(seen(verdict, theme), seen("paper", theme))).toBeGreaterThan(4.5);
    },
  );
});

it("the filters do filter: red and green lose what tells them apart by hue", () => {
  const [red, green]: Rgb[] = [
    [0.5, 0.1, 0.1],
    [0.1, 0.32, 0.1],
  ];
  if (red === undefined || green === undefined) throw new Error("no colours");
  const apart = (filter: (colour: Rgb) => Rgb) => {
    const [one, other] = [filter(red), filter(green)];
    return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
  };
  expect(apart(withoutGreenCones)).toBeLessThan(apart((colour) => colour) / 2);
});
