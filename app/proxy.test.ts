import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { afterEach, expect, it, vi } from "vitest";
import { config, proxy } from "@/proxy";

const goesThrough = (path: string): boolean =>
  config.matcher.some(({ source }) => new RegExp(`^${source}$`).test(path));

afterEach(() => vi.unstubAllEnvs());

it("no file that somebody sends goes through it: the framework cuts off there what is beyond ten megabytes", () => {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  const handlers = files.filter(
    (file) => file.endsWith("route.ts") && /request\.body\b/.test(readFileSync(join("app", file), "utf8")),
  );
  const paths = handlers.map((file) =>
    `/${file}`.replace(/\/route\.ts$|\/\([^)]+\)/g, "").replace("[registry]", "contracts"),
  );
  expect(paths.sort((a, b) => (a < b ? -1 : 1))).toEqual([
    "/api/jobs/import",
    "/exchange/contracts/bulk/check",
  ]);
  for (const path of paths) expect(goesThrough(path)).toBe(false);
  for (const path of ["/", "/sign-in", "/exchange/contracts", "/exchange/contracts/bulk", "/overview/export"])
    expect(goesThrough(path)).toBe(true);
});

it("an address that no database takes is refused before anybody looks it up", () => {
  const statusOf = (path: string) => proxy(new NextRequest(`http://localhost:3000${path}`)).status;
  for (const path of ["/exchange/gateway?who=%00", "/c/%00", "/dashboard/certificates?plant=a%00b"])
    expect(statusOf(path)).toBe(400);
  for (const path of ["/exchange/gateway?who=%2500", "/c/L1C", "/dashboard/certificates?q=100%25"])
    expect(statusOf(path)).toBe(200);
});

it("browsers are told to keep to https wherever the market is served by it", () => {
  const told = (address: string) => proxy(new NextRequest(address)).headers.get("strict-transport-security");
  const always = "max-age=63072000; includeSubDomains";
  vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
  expect(told("http://localhost:3000/")).toBeNull();
  expect(told("https://lvji.example/")).toBe(always);
  // A proxy that ends the encryption need not say so in every request.
  vi.stubEnv("PUBLIC_URL", "https://lvji.example");
  expect(told("http://127.0.0.1:3000/")).toBe(always);
});
