/** Every write point of the write path × {failed, failed but persisted} × {one member, two, all}. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Envelope } from "@/lib/market/command";
import { type Ledger, LedgerUnavailable } from "../ledger";
import { type Fault, type FaultPlan, TestDisks } from "../test-disks";
import { channelCommand, type Founded, founded, TEST_TIME, temporaryData, typesOf } from "../test-ledger";
import { anchorDay, type MeteredMarket, meteredMarket } from "../test-metering";
import { checkSound, insist, insistOn } from "../test-soundness";
import { MEMBERS, openEmbedded } from "./open-embedded";

/** Writes of a member in the scenario: two for each of three batches, one for the blob. */
const WRITE_POINTS = 7;
const VICTIMS = {
  "one member": [MEMBERS[1]],
  "two members": [MEMBERS[0], MEMBERS[3]],
  "all members": MEMBERS,
};

describe("faults at every write point", () => {
  const { dataDir, drop } = temporaryData();
  const prepared = new TestDisks();
  let market: Founded;
  let metered: MeteredMarket;
  let channels: readonly Envelope[];

  const open = (disks: TestDisks) => openEmbedded({ dataDir, openStore: disks.open, clock: () => TEST_TIME });

  beforeAll(async () => {
    const ledger = await open(prepared);
    market = await founded(dataDir, ledger);
    metered = await meteredMarket(ledger, market);
    channels = await Promise.all([1, 2, 3].map((sequence) => channelCommand(market, sequence)));
    await ledger.close();
  });
  afterAll(drop);

  /** Three batches and a blob; whoever submits tries again when there is no answer. */
  async function scenario(ledger: Ledger): Promise<Envelope[]> {
    const [first, second, third] = channels;
    if (!first || !second || !third) throw new Error("three channels");
    await Promise.all([insist(ledger, first), insist(ledger, second)]);
    const anchor = await insistOn(() => anchorDay(ledger, market, metered, 20260301));
    await insist(ledger, anchor);
    await insist(ledger, third);
    return [...channels, anchor];
  }

  test("the scenario has as many write points as the table", async () => {
    const disks = prepared.copy();
    const ledger = await open(disks);
    await ledger.checkpoint();
    await checkSound(ledger, await scenario(ledger));
    // Opening promised nothing new: the tree had been signed before.
    expect([...disks.counts.values()]).toEqual(MEMBERS.map(() => WRITE_POINTS));
  });

  for (const [who, victims] of Object.entries(VICTIMS)) {
    for (const mode of ["failed", "persisted"] as const satisfies readonly Fault[]) {
      for (let point = 1; point <= WRITE_POINTS; point++) {
        test(`write ${point} of ${who} ${mode === "failed" ? "failed" : "failed but persisted"}`, async () => {
          const disks = prepared.copy();
          const once: FaultPlan = ({ member, count }) =>
            count === point && victims.some((name) => name === member) ? mode : "none";
          disks.plan = once;
          const ledger = await open(disks);
          const seen = [await ledger.checkpoint()];
          const commands = await scenario(ledger);
          seen.push(await ledger.checkpoint());
          await checkSound(ledger, commands, seen);
          // The process dies without a word; the next one finds the same.
          disks.crash();
          const reopened = await open(disks);
          await checkSound(reopened, commands, seen);
          expect((await reopened.members()).map(({ state }) => state)).toEqual(MEMBERS.map(() => "agreeing"));
        });
      }
    }
  }

  for (const mode of ["failed", "persisted"] as const satisfies readonly Fault[]) {
    for (const victims of [MEMBERS.slice(0, 1), MEMBERS.slice(1), MEMBERS]) {
      for (const point of [1, 2]) {
        test(`founding: write ${point} of ${victims.length} members ${mode}`, async () => {
          const { dataDir: fresh, drop: dropFresh } = temporaryData();
          const disks = new TestDisks();
          const found = () => openEmbedded({ dataDir: fresh, openStore: disks.open, clock: () => TEST_TIME });
          disks.plan = ({ member, count }) =>
            count === point && victims.some((name) => name === member) ? mode : "none";
          await found().catch((error: unknown) => expect(error).toBeInstanceOf(LedgerUnavailable));
          disks.crash();
          const ledger = await found();
          expect(await typesOf(ledger)).toEqual(["genesis"]);
          const command = await channelCommand(await founded(fresh, ledger), 1);
          expect(await insist(ledger, command)).toMatchObject({ ok: true });
          await checkSound(ledger, [command]);
          dropFresh();
        });
      }
    }
  }

  test("a disk that is full for good leaves three members, and says so", async () => {
    const disks = prepared.copy();
    disks.plan = ({ member }) => (member === MEMBERS[2] ? "failed" : "none");
    const ledger = await open(disks);
    const commands = await scenario(ledger);
    await checkSound(ledger, commands);
    const [, , grid] = await ledger.members();
    expect(grid).toMatchObject({ state: "down", reason: expect.stringContaining("failed") });
  });

  test("two full disks leave no quorum: refused clearly, and taken when there is room again", async () => {
    const disks = prepared.copy();
    disks.plan = ({ member }) => (member === MEMBERS[1] || member === MEMBERS[2] ? "failed" : "none");
    const ledger = await open(disks);
    const [first] = channels;
    if (!first) throw new Error("no channel");
    await expect(ledger.submit(first)).rejects.toMatchObject({ code: "storage" });
    await expect(ledger.submit(first)).rejects.toMatchObject({ name: "LedgerUnavailable" });
    disks.plan = () => "none";
    expect(await insist(ledger, first)).toMatchObject({ ok: true });
    await checkSound(ledger, [first]);
  });
});
