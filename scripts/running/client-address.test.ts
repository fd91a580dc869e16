import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, it } from "vitest";

const echo = `
  const server = require("node:http").createServer((request, response) => response.end(JSON.stringify(request.headers)));
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

let child: ChildProcess | undefined;
afterEach(() => void child?.kill());

/** The headers a server behind the module sees. */
async function seen(publicUrl: string, headers: Record<string, string>): Promise<Record<string, string>> {
  const env = { ...process.env, PUBLIC_URL: publicUrl };
  child = spawn(process.execPath, ["--import", "./scripts/running/client-address.mjs", "-e", echo], { env });
  const [port] = await once(child.stdout ?? child, "data");
  return (await fetch(`http://127.0.0.1:${Number(String(port))}/`, { headers })).json();
}

const forged = { "x-forwarded-for": "203.0.113.9", "x-forwarded-host": "elsewhere.invalid" };

it("what a visitor writes about its own address is not believed", async () => {
  const headers = await seen("http://localhost:3000", forged);
  expect(headers["x-forwarded-for"]).toBe("127.0.0.1");
  expect(headers).not.toHaveProperty("x-forwarded-host");
});

it("a proxy's word counts where the market is served by https, which only a proxy does", async () => {
  const headers = await seen("https://lvji.example", forged);
  expect(headers).toMatchObject(forged);
});
