import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { StoreUnavailable } from "./unavailable";

const nobody = 65534;

/**
 * Whom PostgreSQL runs as. It refuses root, so root hands it to user 65534; where that user may not enter the folders
 * (a clone below a private directory), root keeps the files and runs it in a user namespace that calls root 65534.
 */
export type Identity = "self" | "nobody" | "namespace";

/** Picks the identity for a data directory, and stays with the one that made it. */
export function chooseIdentity(paths: { programs: string; home: string; existing?: string }): Identity {
  if (process.getuid?.() !== 0) return "self";
  if (paths.existing !== undefined) return statSync(paths.existing).uid === nobody ? "nobody" : "namespace";
  if (isEnterable(paths.programs) && isEnterable(paths.home)) return "nobody";
  if (hasNamespaces()) return "namespace";
  throw new StoreUnavailable(
    "not-permitted",
    `PostgreSQL refuses to run as root and user ${nobody} may not enter ${paths.home}: run as another user, or set DATABASE_URL`,
  );
}

/** The command that runs `program` as the identity, for `spawn(file, args, options)`. */
export function commandAs(identity: Identity, program: string, args: readonly string[]) {
  if (identity === "namespace") {
    const mapping = ["--user", `--map-user=${nobody}`, `--map-group=${nobody}`, "--"];
    return { file: "unshare", args: [...mapping, program, ...args], options: {} };
  }
  const options = identity === "nobody" ? { uid: nobody, gid: nobody } : {};
  return { file: program, args: [...args], options };
}

/** The uid and gid its files must have, or undefined where they are ours anyway. */
export function ownerOf(identity: Identity): number | undefined {
  return identity === "nobody" ? nobody : undefined;
}

function isEnterable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (dirname(folder) === folder) return true;
  }
}

function hasNamespaces(): boolean {
  try {
    execFileSync("unshare", ["--user", `--map-user=${nobody}`, "--", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
