import { defineConfig } from "vitest/config";

const root = new URL(".", import.meta.url).pathname;

/** Tests that need a database: `*.db.test.ts`, against a throw-away real PostgreSQL. */
export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    environment: "node",
    include: [
      "lib/**/*.db.test.ts",
      "app/**/*.db.test.ts",
      "prisma/**/*.db.test.ts",
      "scripts/**/*.db.test.ts",
    ],
    exclude: ["**/node_modules/**"],
    globalSetup: ["lib/store/test-server.ts"],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
