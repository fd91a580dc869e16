/** A member's store altered on the disk between two runs: it is left out, and follows again once it was made again. */
import { afterEach, expect, test } from "vitest";
import { type OpenLedger, openLedger } from "./open";
import { rebuildExcluded } from "./rebuild-excluded";
import { channelCommand, founded, rot, temporaryData } from "./test-ledger";

const { dataDir, drop } = temporaryData();
let ledger: OpenLedger;
afterEach(async () => {
  await ledger.close();
  drop();
});

async function states(): Promise<Record<string, string>> {
  return Object.fromEntries((await ledger.members()).map(({ name, state }) => [name, state]));
}

test("a diverged member is made again from the others and goes on with them, also after a restart", async () => {
  ledger = await openLedger({ dataDir });
  const time = Math.floor(Date.now() / 1000);
  const market = await founded(dataDir, ledger);
  const [one, two, three] = await Promise.all([1, 2, 3].map((at) => channelCommand(market, at, { time })));
  if (!one || !two || !three) throw new Error("no commands");
  expect(await ledger.submit(one)).toMatchObject({ ok: true });
  expect(await rebuildExcluded(ledger, "grid.lvji")).toBe("state");
  await ledger.close();
  await rot(dataDir, "grid.lvji", "head");
  ledger = await openLedger({ dataDir });
  expect(await ledger.submit(two)).toMatchObject({ ok: true });
  expect(await states()).toMatchObject({ "grid.lvji": "diverged", "exchange.lvji": "agreeing" });

  expect(await rebuildExcluded(ledger, "nobody.lvji")).toBe("state");
  expect(await rebuildExcluded(ledger, "exchange.lvji")).toBe("state");
  expect(await rebuildExcluded(ledger, "grid.lvji")).toBe("ok");
  expect(await ledger.submit(three)).toMatchObject({ ok: true });
  await ledger.close();
  ledger = await openLedger({ dataDir });
  const members = await ledger.members();
  expect(new Set(members.map(({ state }) => state))).toEqual(new Set(["agreeing"]));
  expect(new Set(members.map(({ height, root, digest }) => `${height}/${root}/${digest}`)).size).toBe(1);
  expect(members[0]?.height).toBe(4);
});

test("no member is made again where too few are left to make it from", async () => {
  ledger = await openLedger({ dataDir });
  await ledger.close();
  await rot(dataDir, "grid.lvji", "head");
  await rot(dataDir, "regulator.lvji", "head");
  ledger = await openLedger({ dataDir });
  expect(await rebuildExcluded(ledger, "grid.lvji")).toBe("no-quorum");
  expect(await states()).toMatchObject({ "grid.lvji": "diverged", "regulator.lvji": "diverged" });
});
