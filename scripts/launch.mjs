// How a launcher gets from Node's own modules to a program in TypeScript.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureInstalled, root } from "./install.mjs";

/** Where the person stands: npm runs scripts in the package's folder and says where it was called. */
function callerFolder() {
  return process.env.npm_lifecycle_event && process.env.INIT_CWD ? process.env.INIT_CWD : process.cwd();
}

/** Installs what is missing, fixes what the environment leaves open, and runs a program of this repository. */
export async function start(program, { chdir = false } = {}) {
  ensureInstalled();
  const caller = callerFolder();
  process.env.LVJI_ROOT = root;
  process.env.LVJI_DATA = process.env.LVJI_DATA
    ? resolve(caller, process.env.LVJI_DATA)
    : join(root, ".data");
  process.env.TSX_TSCONFIG_PATH = join(root, "tsconfig.json");
  process.chdir(chdir ? root : caller);
  mkdirSync(join(root, ".tmp"), { recursive: true });
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: join(root, "tsconfig.json") });
  await import(pathToFileURL(join(root, program)).href);
}
