import { describe, expect, it } from "vitest";
import {
  boundaryFindings,
  type Finding,
  floorFindings,
  functionFindings,
  looseFindings,
  oracleFindings,
  readSources,
  type SourceFile,
  sizeFindings,
  writingFindings,
} from "./house";

const sources = readSources(process.cwd());
const said = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => `${finding.file}:${finding.line}  ${finding.text}  — ${finding.rule}`);
const file = (path: string, ...lines: string[]): SourceFile => ({ path, lines: [...lines, ""] });

describe("the house", () => {
  it("has sources to look at", () => {
    expect(sources.length).toBeGreaterThan(5);
  });
  it("imports one way", () => {
    expect(said(boundaryFindings(sources))).toEqual([]);
  });
  it("keeps the floor of the rules free of clocks, locales and I/O", () => {
    expect(said(floorFindings(sources))).toEqual([]);
  });
  it("keeps files and functions within their walls", () => {
    expect(said([...sizeFindings(sources), ...functionFindings(sources)])).toEqual([]);
  });
  it("has no way round the types", () => {
    expect(said(looseFindings(sources))).toEqual([]);
  });
  it("adds up what stands on screen by code that is not the application's", () => {
    expect(said(oracleFindings(sources))).toEqual([]);
  });
  it("writes to the ledger only through the gateway", () => {
    expect(said(writingFindings(sources))).toEqual([]);
  });
});

describe("the house's eyes", () => {
  it("see an import against the flow, and pass one along it", () => {
    expect(
      boundaryFindings([file("lib/market/a.ts", 'import { x } from "@/lib/ledger/ledger";')]),
    ).toHaveLength(1);
    expect(boundaryFindings([file("lib/proof/verify/a.ts", 'import x from "../build/b";')])).toHaveLength(1);
    expect(boundaryFindings([file("lib/jobs/a.ts", 'import { x } from "@/app/page";')])).toHaveLength(1);
    expect(
      boundaryFindings([file("lib/ledger/a.ts", 'import { x } from "@/lib/market/state";')]),
    ).toHaveLength(0);
  });
  it("see a clock in the rules but not in a comment", () => {
    expect(floorFindings([file("lib/market/a.ts", "const now = Date.now();")])).toHaveLength(1);
    expect(floorFindings([file("lib/market/a.ts", "// the Date is an argument")])).toHaveLength(0);
    expect(floorFindings([file("lib/market/a.ts", "names.sort();")])).toHaveLength(1);
  });
  it("see an oracle that asks the application, and pass a type of it", () => {
    const found = (line: string) => oracleFindings([file("e2e/raw-month.ts", line)]);
    expect(found('import { share } from "../lib/tracing/share";')).toHaveLength(1);
    expect(found('import { share } from "@/lib/tracing/share";')).toHaveLength(1);
    expect(found('import type { Workplace } from "../lib/auth/viewer";')).toHaveLength(0);
    expect(found('import { readFileSync } from "node:fs";')).toHaveLength(0);
  });
  it("see a long file, a long function, a way round, a write beside the gateway", () => {
    const body = Array.from({ length: 80 }, () => "  step();");
    expect(functionFindings([file("lib/a/b.ts", "export function long() {", ...body, "}")])).toHaveLength(1);
    expect(sizeFindings([file("lib/a/b.ts", ...Array.from({ length: 401 }, () => "x"))])).toHaveLength(1);
    expect(looseFindings([file("lib/a/b.ts", "const x = y as any;")])).toHaveLength(1);
    expect(writingFindings([file("app/x.ts", "await ledger.submit(envelope);")])).toHaveLength(1);
  });
});
