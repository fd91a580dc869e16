// npm run check: format, lint, types, boundaries, sizes, dead code.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root, say } from "./install.mjs";

const bin = (name) => join(root, "node_modules", ".bin", name);
const steps = [
  ["format and lint", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["types", bin("tsc"), ["--noEmit", "-p", "."]],
  ["boundaries, floor, sizes", bin("vitest"), ["run", "scripts/house.test.ts", "--reporter=dot"]],
  ["dead code", bin("knip"), ["--no-progress"]],
];

/** One step with its output kept until it is known to have failed. */
function step([name, command, args]) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, { cwd: root, env: { ...process.env, FORCE_COLOR: "0" } });
    let output = "";
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("close", (code) => {
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      say(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
      if (code !== 0) say(output);
      resolve(code === 0);
    });
  });
}

export async function check() {
  const results = [];
  for (const one of steps) results.push(await step(one));
  return { passed: results.filter(Boolean).length, failed: results.filter((ok) => !ok).length };
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split("/").pop() ?? "")) {
  ensureInstalled();
  const { failed } = await check();
  process.exit(failed === 0 ? 0 : 1);
}
