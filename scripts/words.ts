import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding, SourceFile } from "./house";

type Words = string | { readonly [key: string]: Words };

const asked = /\b(?:use|get)Translations\(\s*"([^"]+)"\s*\)/;
const named = new RegExp(`(?:const|let) (\\w+) = (?:await )?${asked.source}`, "g");
const atOnce = new RegExp(`\\(await ${asked.source}\\)\\(\\s*(?:"([^"]+)"|\`([^\`$]*)\\$)`, "g");

/** All messages of a language, one object a file. */
export function wordsOf(locale: string): Words {
  const folder = join("lib", "i18n", "messages", locale);
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [name.replace(/\.json$/, ""), JSON.parse(readFileSync(join(folder, name), "utf8"))]),
  );
}

/** The paths of all messages, `file.part.word`. */
export function pathsOf(words: Words, path = ""): string[] {
  if (typeof words === "string") return [path];
  return Object.entries(words).flatMap(([key, inner]) =>
    pathsOf(inner, path === "" ? key : `${path}.${key}`),
  );
}

/**
 * Messages asked for that there are not. Of a key put together while the page runs the part known here is looked at.
 * Only what a file asks of translations that it has itself taken by a written name is seen.
 */
export function wordFindings(sources: readonly SourceFile[], words: Words): Finding[] {
  return sources
    .filter(({ path }) => /^(app|components)\/.*(?<!\.test)\.tsx?$/.test(path))
    .flatMap((source) => {
      const text = source.lines.join("\n");
      const spaces = new Map<string, string[]>();
      for (const [, name = "", space = ""] of text.matchAll(named)) {
        spaces.set(name, [...(spaces.get(name) ?? []), space]);
      }
      const keys = [...text.matchAll(atOnce)].map(({ index, 1: space = "", 2: whole, 3: begun }) => {
        return { index, spaces: [space], whole, begun };
      });
      for (const [name, its] of spaces) {
        const called = new RegExp(
          `(?<![\\w.])${name}(?:\\.(?:rich|markup|raw|has))?\\(\\s*(?:"([^"]+)"|\`([^\`$]*)\\$)`,
          "g",
        );
        for (const { index, 1: whole, 2: begun } of text.matchAll(called))
          keys.push({ index, spaces: its, whole, begun });
      }
      return keys.flatMap(({ index, spaces: its, whole, begun }) => {
        const key = whole ?? begun ?? "";
        if (its.some((space) => isThere(words, `${space}.${key}`, whole !== undefined))) return [];
        const line = text.slice(0, index).split("\n").length;
        return [
          { file: source.path, line, text: `${its.join(" or ")}: ${key}`, rule: "a message that is there" },
        ];
      });
    });
}

function isThere(words: Words, path: string, isWhole: boolean): boolean {
  const parts = path.split(".");
  const last = isWhole ? undefined : parts.pop();
  let at: Words | undefined = words;
  for (const part of parts) at = typeof at === "object" ? at[part] : undefined;
  if (isWhole) return typeof at === "string";
  return typeof at === "object" && Object.keys(at).some((key) => key.startsWith(last ?? ""));
}
