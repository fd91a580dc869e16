import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { Advice, type UpOptions } from "./options";

const patienceMs = 60_000;
const graceMs = 5_000;
/** So many unasked ends within a minute, and it is given up. */
const mostEnds = 5;

export interface Web {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** Starts the web server as a child, waits until it answers, and starts it again when it dies. Throws Advice. */
export async function startWeb(
  options: UpOptions,
  env: Readonly<Record<string, string>>,
  onChange: (pid: number | undefined) => void,
): Promise<Web> {
  let stopping = false;
  let child = launch(options, env);
  const ends: number[] = [];
  const watch = (watched: ChildProcess): void => {
    onChange(watched.pid);
    watched.once("exit", () => {
      if (stopping) return;
      const now = performance.now();
      ends.push(now);
      if (ends.filter((end) => now - end < 60_000).length >= mostEnds) {
        process.stderr.write("the web server keeps ending: look at the lines above\n");
        process.kill(process.pid, "SIGTERM");
        return;
      }
      child = launch(options, env);
      watch(child);
    });
  };
  watch(child);
  const stop = async () => {
    stopping = true;
    await end(child);
  };
  try {
    await answering(options.port, () => child);
    if (!options.dev) await visited(options.port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid, stop };
}

function launch(options: UpOptions, env: Readonly<Record<string, string>>): ChildProcess {
  const before = ["leave-with-parent.mjs", "client-address.mjs"].flatMap((name) => {
    return ["--import", pathToFileURL(join("scripts", "running", name)).href];
  });
  const next = join("node_modules", "next", "dist", "bin", "next");
  // Longer than the minute a proxy in front keeps its own connections: it must never use one we just closed.
  const kept = options.dev ? [] : ["--keepAliveTimeout", "75000"];
  const verb = [options.dev ? "dev" : "start", "-H", options.host, "-p", String(options.port), ...kept];
  return spawn(process.execPath, [...youngFor(options), ...before, next, ...verb], {
    env: {
      ...process.env,
      ...env,
      NODE_ENV: options.dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", options.dev ? 2 : "ignore", 2, "ipc"],
  });
}

/**
 * What a page is drawn from lives for one request. With room for it among the young, the old are walked through
 * less often: at 5,000 plants that walk was what made one press in forty take 330 ms instead of 190.
 */
function youngFor({ dev }: UpOptions): string[] {
  return dev ? [] : ["--max-semi-space-size=64"];
}

async function answering(port: number, child: () => ChildProcess): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(child().exitCode === null ? 100 : 500);
  }
  const last = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined);
  const said =
    last === undefined ? "it does not answer" : `/api/health says ${last.status}: ${await last.text()}`;
  throw new Advice(`the web server did not get ready: ${said}`);
}

const doors = ["/sign-in", "/overview", "/dashboard", "/exchange", "/"];
const mostVisitMs = 8_000;

/** Knocks at the doors as a visitor, so that the first who really comes does not wait for what is loaded at first use. */
async function visited(port: number): Promise<void> {
  const signal = AbortSignal.timeout(mostVisitMs);
  for (const door of [...doors, ...doors, ...doors]) {
    const answer = await fetch(`http://127.0.0.1:${port}${door}`, { signal, redirect: "manual" }).catch(
      () => undefined,
    );
    await answer?.arrayBuffer().catch(() => {});
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const left = await Promise.race([ended.then(() => false), sleep(graceMs, true, { ref: false })]);
  if (left) child.kill("SIGKILL");
  await ended;
}
