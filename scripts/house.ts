import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

/** One line of code that breaks a rule of the house: `file:line  text` and why. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly rule: string;
}

export interface SourceFile {
  /** Path from the repository's root, with forward slashes. */
  readonly path: string;
  readonly lines: readonly string[];
}

const sourceRoots = ["app", "components", "lib", "prisma", "scripts", "e2e"];
const passedOver = new Set(["node_modules", "generated", "migrations", ".next"]);

export function readSources(root: string): SourceFile[] {
  const found: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder)) {
      const full = join(folder, name);
      if (statSync(full).isDirectory()) {
        if (!passedOver.has(name)) walk(full);
      } else if (/\.(ts|tsx)$/.test(name) && !name.endsWith(".d.ts")) {
        found.push({
          path: relative(root, full).split(sep).join("/"),
          lines: readFileSync(full, "utf8").split("\n"),
        });
      }
    }
  };
  for (const folder of sourceRoots) {
    try {
      walk(join(root, folder));
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
  }
  return found;
}

/** What each layer may import (architecture §1). A layer may always import itself. */
const base = ["units", "identifiers", "crypto"];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  units: base,
  identifiers: base,
  crypto: base,
  tracing: base,
  market: [...base, "tracing"],
  ledger: [...base, "tracing", "market"],
  "proof/verify": [...base, "tracing", "market"],
  store: [...base, "tracing", "market", "oversight", "ledger", "proof/verify"],
  gateway: [...base, "tracing", "market", "ledger", "store"],
  "proof/build": [...base, "tracing", "market", "ledger", "store", "proof/verify"],
  accounting: [...base, "tracing", "market"],
  oversight: [...base, "tracing", "market"],
  files: base,
  auth: [...base, "market", "ledger", "store", "gateway"],
  jobs: [
    ...[...base, "tracing", "market", "accounting", "oversight", "files"],
    ...["ledger", "store", "gateway", "proof/build", "proof/verify"],
  ],
  i18n: base,
  components: [...base, "tracing", "market", "accounting", "oversight", "files", "proof/verify", "i18n"],
};

export function layerOf(path: string): string | undefined {
  const [top, concept, part] = path.split("/");
  if (top === "components") return "components";
  if (top !== "lib") return undefined;
  if (concept === "proof") return part === "verify" ? "proof/verify" : "proof/build";
  return concept;
}

const importPattern = /(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)["']([^"']+)["']/g;

function targetOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (specifier.startsWith(".")) return posix.normalize(posix.join(posix.dirname(file), specifier));
  return undefined;
}

export function boundaryFindings(sources: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    const layer = layerOf(source.path);
    const isTest = /\.test\.tsx?$/.test(source.path);
    source.lines.forEach((text, at) => {
      for (const match of text.matchAll(importPattern)) {
        const target = targetOf(source.path, match[1] ?? "");
        if (target === undefined) continue;
        const reason = boundaryBroken(source.path, layer, target, isTest);
        if (reason) findings.push({ file: source.path, line: at + 1, text: text.trim(), rule: reason });
      }
    });
  }
  return findings;
}

function boundaryBroken(file: string, layer: string | undefined, target: string, isTest: boolean) {
  if (target.startsWith("app/") && /^(lib|components)\//.test(file)) return "nothing imports app";
  if (layer === undefined) return undefined;
  const allowed = mayImport[layer];
  const to = layerOf(target);
  if (!allowed || to === undefined || to === layer || isTest) return undefined;
  if (allowed.includes(to)) return undefined;
  return `${layer} may not import ${to}`;
}

const floorLayers = new Set(["units", "identifiers", "crypto", "tracing", "market"]);
const floorBans: readonly (readonly [RegExp, string])[] = [
  [/\blocaleCompare\b/, "order is by UTF-8 bytes"],
  [/\bIntl\./, "no locale in the rules"],
  [/\bDate\b(?!\w)/, "time is an argument"],
  [/\btoLocale\w+/, "no locale in the rules"],
  [/\bMath\.random\b/, "randomness is an argument"],
  [/\.sort\(\s*\)|\.toSorted\(\s*\)/, "say the order: compareText or compareBytes"],
  [/\bparseFloat\b|\btoFixed\b/, "no floating point on quantities"],
  [/\bfetch\(|\bprocess\.|\bsetTimeout\b|from "node:(?!crypto)/, "the floor does no I/O"],
];
const floorExceptions = /\.test\.ts$|\/bench\.ts$|\/test-(market|author|vectors)\.ts$|sha256\.node\.ts$/;

/** Takes out what is said, not done: comments and texts do not count. */
function codeOf(line: string): string {
  return line
    .replace(/^\s*(\*|\/\*).*$/, "")
    .replace(/\/\/.*$/, "")
    .replace(/"(?!node:)(?:[^"\\]|\\.)*"/g, '""');
}

export function floorFindings(sources: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (!floorLayers.has(layerOf(source.path) ?? "") || floorExceptions.test(source.path)) continue;
    source.lines.forEach((text, at) => {
      const code = codeOf(text);
      for (const [pattern, rule] of floorBans) {
        if (pattern.test(code)) findings.push({ file: source.path, line: at + 1, text: text.trim(), rule });
      }
    });
  }
  return findings;
}

function linesAllowed(path: string): number {
  if (path === "app/layout.tsx" || path.endsWith("/page.tsx")) return 60;
  if (path.startsWith("components/") && path.endsWith(".tsx") && !path.includes(".test.")) return 200;
  return 400;
}

export function sizeFindings(sources: readonly SourceFile[]): Finding[] {
  return sources
    .map((source) => ({ source, wall: linesAllowed(source.path) }))
    .filter(({ source, wall }) => source.lines.length - 1 > wall)
    .map(({ source, wall }) => ({
      file: source.path,
      line: source.lines.length - 1,
      text: `${source.lines.length - 1} lines`,
      rule: `the wall is ${wall}`,
    }));
}

const functionStart = /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?function\b.*\{\s*$/;
const functionWall = 70;

/** Functions longer than the wall, found by the indentation that the formatter guarantees. */
export function functionFindings(sources: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (/\.(test|spec|contract)\.tsx?$/.test(source.path) || source.path.endsWith(".tsx")) continue;
    source.lines.forEach((text, at) => {
      if (!functionStart.test(text)) return;
      const indent = text.length - text.trimStart().length;
      const end = source.lines.findIndex((line, i) => i > at && line.startsWith(`${" ".repeat(indent)}}`));
      if (end - at > functionWall) {
        const rule = `${end - at} lines; the wall is ${functionWall}`;
        findings.push({ file: source.path, line: at + 1, text: text.trim(), rule });
      }
    });
  }
  return findings;
}

/** The loopholes a strict compiler leaves open, and folders that say nothing. */
export function looseFindings(sources: readonly SourceFile[]): Finding[] {
  const loose =
    /@ts-ignore|@ts-expect-error|biome-ignore|\bas any\b|: any\b|<any>|\b(?:it|test|describe)\.only\(/;
  const findings: Finding[] = [];
  for (const source of sources) {
    if (source.path === "scripts/house.ts" || source.path === "scripts/house.test.ts") continue;
    source.lines.forEach((text, at) => {
      if (loose.test(text)) {
        findings.push({ file: source.path, line: at + 1, text: text.trim(), rule: "no way round the types" });
      }
    });
    if (/\/(utils|helpers|types|common)(\/|\.tsx?$)/.test(source.path)) {
      findings.push({ file: source.path, line: 1, text: source.path, rule: "name the concept" });
    }
  }
  return findings;
}

/** Only the embedded and other engines may be handed a command, and only by the gateway (architecture §1). */
export function writingFindings(sources: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    if (/\.(test|contract)\.ts$/.test(source.path)) continue;
    if (/^lib\/(gateway|ledger)\//.test(source.path)) continue;
    source.lines.forEach((text, at) => {
      if (/\bledger\.submit\(/.test(codeOf(text))) {
        findings.push({
          file: source.path,
          line: at + 1,
          text: text.trim(),
          rule: "only the gateway writes",
        });
      }
    });
  }
  return findings;
}

/** What works the figures out from the imported files, and the specs that hold the screen against it. */
const oracles = /^e2e\/(raw-month|market|people|(dashboard|overview)-figures\.spec)\.ts$/;

/** An oracle that asks the application asks the one it judges. A type computes nothing. */
export function oracleFindings(sources: readonly SourceFile[]): Finding[] {
  const findings: Finding[] = [];
  for (const source of sources.filter(({ path }) => oracles.test(path))) {
    source.lines.forEach((text, at) => {
      if (/^import type /.test(text)) return;
      for (const match of text.matchAll(importPattern)) {
        const target = targetOf(source.path, match[1] ?? "");
        if (target === undefined || target.startsWith("e2e/")) continue;
        const rule = "figures are recomputed without the application";
        findings.push({ file: source.path, line: at + 1, text: text.trim(), rule });
      }
    });
  }
  return findings;
}
