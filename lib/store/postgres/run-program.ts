import { spawn } from "node:child_process";
import { commandAs, type Identity } from "./identity";
import { StoreUnavailable } from "./unavailable";

/** Runs one of PostgreSQL's programs to its end. Its output goes into the error when it fails. */
export async function runProgram(
  identity: Identity,
  program: string,
  args: readonly string[],
): Promise<void> {
  const command = commandAs(identity, program, args);
  const { code, output } = await new Promise<{ code: number | null; output: string }>((done, fail) => {
    const child = spawn(command.file, command.args, {
      ...command.options,
      cwd: "/",
      env: serverEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", fail);
    // "exit", not "close": the server that pg_ctl leaves behind keeps the pipes open.
    child.on("exit", (code) => done({ code, output }));
  });
  if (code !== 0) throw failureOf(program, output);
}

/** The server runs as somebody else: it is told where programs and libraries are, and none of our secrets. */
function serverEnvironment(): NodeJS.ProcessEnv {
  const { PATH, LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, SystemRoot, TEMP, TMPDIR, NODE_ENV } = process.env;
  const given = { PATH, LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, SystemRoot, TEMP, TMPDIR };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), NODE_ENV, LC_ALL: "C", TZ: "UTC" };
}

function failureOf(program: string, output: string): StoreUnavailable {
  if (/No space left on device/.test(output)) {
    return new StoreUnavailable("no-disk", "the disk is full: free some space and start again", output);
  }
  const last = output.trim().split("\n").slice(-3).join(" / ");
  return new StoreUnavailable("start-failed", `${program.split("/").pop()} failed: ${last}`, output);
}
