import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { iconOf, sourceOf } from "@/components/ui/energy-source";
import { Icon } from "@/components/ui/icons";

const sources = ["S1", "W1", "H1", "B1", "G1", "O1", undefined].map(sourceOf);
const hues = /var\(--(solar|wind|hydro|biomass|geo|ocean)(-line)?\)/;

function read(ending: string): { path: string; text: string }[] {
  const paths = ["components", "app"].flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => join(root, name)),
  );
  return paths
    .filter((path) => path.endsWith(ending))
    .map((path) => ({ path, text: readFileSync(path, "utf8") }));
}

describe("hue is never alone", () => {
  it("every energy source has a glyph of its own", () => {
    const drawn = sources.map((source) =>
      renderToStaticMarkup(createElement(Icon, { name: iconOf(source) })),
    );
    expect(new Set(sources).size).toBe(7);
    expect(new Set(drawn).size).toBe(7);
  });

  it("a source's hue is given only to what names its source", () => {
    const bare = read(".css").flatMap(({ path, text }) =>
      [...text.matchAll(/([^{};]+)\{([^{}]*)\}/g)]
        .filter(
          ([, selector = "", rule = ""]) => hues.test(rule) && !/\[data-source=|:root$/.test(selector.trim()),
        )
        .map(([, selector = ""]) => `${path}: ${selector.trim()}`),
    );
    expect(bare).toEqual([]);
    const inline = read(".tsx").filter(({ text }) => hues.test(text));
    expect(inline.map(({ path }) => path)).toEqual([]);
  });

  it("whatever draws by source draws a glyph, a grain or a key in words beside it", () => {
    const coloured = read(".tsx").filter(({ text }) => /\bdata-source=/.test(text));
    expect(coloured.length).toBeGreaterThan(3);
    const beside = /<Icon\b|<SourceGlyph\b|iconOf\(|curve-grain|curve-key/;
    const silent = coloured.filter(({ text }) => !beside.test(text));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });
});
