import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import compile from "icu-minify/compile";
import { Converter } from "opencc-js/cn2t";
import type { Locale } from "./locales";

export type Messages = { readonly [key: string]: string | Messages };
type Compiled = ReturnType<typeof compile>;
/** Messages taken apart here, so that no page carries a parser of them (next.config.ts, `format-only`). */
export type CompiledMessages = { readonly [key: string]: Compiled | CompiledMessages };

const folder = join(process.cwd(), "lib", "i18n", "messages");
const loaded = new Map<Locale, CompiledMessages>();

/** All messages of a locale: one file per concept, named by it. Traditional Chinese is converted word by word. */
export function messagesOf(locale: Locale): CompiledMessages {
  const known = process.env.NODE_ENV === "production" ? loaded.get(locale) : undefined;
  if (known) return known;
  const messages = compiled(locale === "zh-TW" ? traditional(readFolder("zh-CN")) : readFolder(locale));
  loaded.set(locale, messages);
  return messages;
}

function compiled(messages: Messages): CompiledMessages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => [
      key,
      // Through JSON: what is handed to the browser must be plain objects, and the parser's plurals are not.
      typeof value === "string" ? JSON.parse(JSON.stringify(compile(value))) : compiled(value),
    ]),
  );
}

function readFolder(locale: string): Messages {
  const files = readdirSync(join(folder, locale)).filter((name) => name.endsWith(".json"));
  return Object.fromEntries(
    files.map((name) => [
      name.slice(0, -".json".length),
      JSON.parse(readFileSync(join(folder, locale, name), "utf8")),
    ]),
  );
}

function traditional(messages: Messages): Messages {
  const convert = Converter({ from: "cn", to: "twp" });
  const walk = (value: string | Messages): string | Messages =>
    typeof value === "string"
      ? convert(value)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  return walk(messages) as Messages;
}
