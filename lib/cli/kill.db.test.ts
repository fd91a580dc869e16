/** A sample of the kill -9 drill; `npm run drill` runs more of it, at every step. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { type DrillGround, disturbed, undisturbed } from "@/lib/cli/test-kill";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";

const SEED = 21;

let databases: [TestDatabase, TestDatabase];
beforeEach(async () => {
  databases = [await createTestDatabase(), await createTestDatabase()];
});
afterEach(async () => {
  for (const database of databases) await database.drop();
});

function groundOf({ dataDir, connectionString }: TestDatabase): DrillGround {
  return { dataDir, env: { DATABASE_URL: connectionString }, database: async () => connectionString };
}

it(`a command killed with -9 while it imports and while it settles resumes: nothing lost, nothing twice, the same end (seed ${SEED})`, async () => {
  const wanted = await undisturbed(SEED, groundOf(databases[0]));
  const drill = { seed: SEED, kills: 1, disturbed: ["curves", "settle"] };
  const { head, kills } = await disturbed(drill, groundOf(databases[1]));
  expect(kills).toBeGreaterThan(0);
  expect(head).toEqual(wanted);
  expect(head.entries["metering.anchor-day"]).toBe(28);
}, 300_000);
