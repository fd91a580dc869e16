import { afterAll, beforeAll, expect, test } from "vitest";
import { TestDisks } from "../test-disks";
import { channelCommand, founded, TEST_TIME, temporaryData } from "../test-ledger";
import { type Fixture, simulate } from "../test-simulator";
import { openEmbedded } from "./open-embedded";

/** A sample; LVJI_SEEDS=10000 runs a release's worth, LVJI_SEED=n begins there. */
const SEEDS = Number(process.env.LVJI_SEEDS ?? 20);
const FIRST = Number(process.env.LVJI_SEED ?? 1);
const { dataDir, drop } = temporaryData();
let fixture: Fixture;

beforeAll(async () => {
  const disks = new TestDisks();
  const ledger = await openEmbedded({ dataDir, openStore: disks.open, clock: () => TEST_TIME });
  const market = await founded(dataDir, ledger);
  const commands = await Promise.all(Array.from({ length: 14 }, (_, i) => channelCommand(market, i + 1)));
  await ledger.close();
  fixture = { dataDir, disks, commands };
});
afterAll(drop);

test(
  `the simulator is sound for ${SEEDS} seeds from ${FIRST} on`,
  async () => {
    const failures: string[] = [];
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
      await simulate(fixture, seed).catch((error: unknown) => failures.push(String(error)));
    }
    expect(failures).toEqual([]);
  },
  60_000 + SEEDS * 2_000,
);
