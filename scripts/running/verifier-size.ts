import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import type { BenchRow } from "@/lib/ledger/bench";

const ENTRY = "lib/proof/verify/verify.ts";

/** What a visitor's browser loads before it verifies, and the largest of what it loads only when a proof asks for it. */
export async function verifierSizes(): Promise<BenchRow[]> {
  const { outputFiles, metafile } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const gz = new Map<string, number>();
  for (const { path, contents } of outputFiles)
    gz.set(relative(path), gzipSync(contents, { level: 9 }).length);
  const [entry = ""] = Object.keys(metafile.outputs).filter(
    (name) => metafile.outputs[name]?.entryPoint === ENTRY,
  );
  const eager = withImports(metafile, entry);
  const size = (names: Iterable<string>): number => {
    return [...names].reduce((sum, name) => sum + (gz.get(name) ?? 0), 0);
  };
  // Each with all that comes with it and is not there yet.
  const lazy = lazyOf(metafile).map((name) => {
    return size([...withImports(metafile, name)].filter((part) => !eager.has(part)));
  });
  return [
    sizeRow("verifier, minified and gzipped, before it verifies", size(eager), 15_000),
    sizeRow("most that comes lazily at once (SM2, or pure JavaScript)", Math.max(0, ...lazy), 25_000),
  ];
}

function relative(path: string): string {
  return path.slice(path.lastIndexOf("/out/") + 1);
}

/** An output and what it imports at once, and that in turn. */
function withImports({ outputs }: Metafile, name: string): Set<string> {
  const loaded = new Set([name]);
  for (const one of loaded) {
    for (const { path, kind } of outputs[one]?.imports ?? [])
      if (kind === "import-statement") loaded.add(path);
  }
  return loaded;
}

function lazyOf({ outputs }: Metafile): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  return [...new Set(imports.filter(({ kind }) => kind === "dynamic-import").map(({ path }) => path))];
}

function sizeRow(figure: string, bytes: number, most: number): BenchRow {
  const goal = `≤ ${most / 1000} kB gz`;
  return { figure, ours: bytes, peer: null, unit: "bytes", ratio: null, goal, met: bytes <= most };
}
