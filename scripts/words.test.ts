import { describe, expect, it } from "vitest";
import { compareText } from "@/lib/crypto/bytes";
import { readSources, type SourceFile } from "./house";
import { pathsOf, wordFindings, wordsOf } from "./words";

const chinese = wordsOf("zh-CN");

describe("the words", () => {
  it("are there wherever they are asked for", () => {
    const found = wordFindings(readSources(process.cwd()), chinese);
    expect(found.map(({ file, line, text }) => `${file}:${line}  ${text}`)).toEqual([]);
  });

  it("are the same in both languages that are written", () => {
    const paths = (locale: string) => pathsOf(wordsOf(locale)).sort(compareText);
    expect(paths("en")).toEqual(paths("zh-CN"));
  });

  it("are missed where there are none", () => {
    const some = "$".concat("{value}");
    const lines = [
      'const t = await getTranslations("a.b");',
      `t("here"); t(\`its.${some}\`); t.rich("its.one"); (await getTranslations("a"))(\`b.he${some}\`);`,
      `t("gone"); t(\`ITS.${some}\`); t("its"); t.rich("its.two"); (await getTranslations("a"))("b.its");`,
    ];
    const file: SourceFile = { path: "components/a.tsx", lines };
    const words = { a: { b: { here: "x", its: { one: "y" } } } };
    expect(wordFindings([file], words).map(({ text }) => text)).toEqual([
      "a: b.its",
      ...["gone", "ITS.", "its", "its.two"].map((key) => `a.b: ${key}`),
    ]);
  });
});
