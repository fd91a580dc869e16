import { describe, expect, it } from "vitest";
import { doorFindings } from "./access";
import { readSources, type SourceFile } from "./house";

const file = (path: string, ...lines: string[]): SourceFile => ({ path, lines: [...lines, ""] });

describe("every door", () => {
  it("asks who is there", () => {
    const found = doorFindings(readSources(process.cwd()));
    expect(found.map(({ file: path, line, text }) => `${path}:${line}  ${text}`)).toEqual([]);
  });

  it("is seen when it does not ask", () => {
    const page = "app/(workplace)/dashboard/x/page.tsx";
    expect(
      doorFindings([file(page, "export default async function P() {", "  return 1;", "}")]),
    ).toHaveLength(1);
    expect(
      doorFindings([
        file(page, "export default async function P() {", '  await requireViewer("enterprise");', "}"),
      ]),
    ).toEqual([]);
    const action = "app/_actions/x.ts";
    expect(
      doorFindings([
        file(action, "export async function a(", "  form: FormData,", "): Promise<void> {", "  go();", "}"),
      ]),
    ).toHaveLength(1);
    expect(
      doorFindings([
        file("app/api/x/route.ts", "export async function POST(request: Request) {", "  return go();", "}"),
      ]),
    ).toHaveLength(1);
  });
});
