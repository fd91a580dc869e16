/** A batch that writes much or takes long is decided in parts, in order, by members with small rules of their own. */
import { afterEach, expect, test } from "vitest";
import { fromUtf8 } from "@/lib/crypto/bytes";
import type { Envelope } from "@/lib/market/command";
import { refuse } from "@/lib/market/refusal";
import { marketRules } from "../node/market-rules";
import type { Rules } from "../node/rules";
import { TestDisks } from "../test-disks";
import { channelCommand, founded, TEST_TIME, temporaryData } from "../test-ledger";
import { openEmbedded } from "./open-embedded";

const { dataDir, drop } = temporaryData();
afterEach(drop);

/** The market's rules, whose channels also write ten megabytes and are slow. */
const greedy: Rules = {
  ...marketRules,
  execute(state, envelope, execution) {
    const outcome = marketRules.execute(state, envelope, execution);
    if (!outcome.ok || envelope.command.type === "genesis") return outcome;
    const until = performance.now() + 20;
    while (performance.now() < until);
    if (fromUtf8(outcome.bytes).includes("通道 7")) return refuse("range");
    const writes = new Map(outcome.writes).set(`ballast/${execution.index}`, new Uint8Array(10_000_000));
    return { ...outcome, writes };
  },
};

test("a greedy batch is cut, and everything in it is decided once and in order", async () => {
  const disks = new TestDisks();
  const sizes: number[] = [];
  disks.plan = ({ member, writes }) => {
    if (member === "grid.lvji") sizes.push([...writes.keys()].filter((key) => key.startsWith("e/")).length);
    return "none";
  };
  const ledger = await openEmbedded({
    dataDir,
    openStore: disks.open,
    rules: greedy,
    clock: () => TEST_TIME,
  });
  const market = await founded(dataDir, ledger);
  const commands: Envelope[] = [];
  for (let i = 1; i <= 9; i++) commands.push(await channelCommand(market, i));
  const results = await Promise.all(commands.map((command) => ledger.submit(command)));
  expect(results.map((result) => (result.ok ? result.receipt.index : result.refusal.code))).toEqual([
    ...[1, 2, 3, 4, 5, 6],
    ...["range", "sequence", "sequence"],
  ]);
  // Genesis, then no more than four of ten megabytes at once; the others of a batch are promises.
  expect(Math.max(...sizes)).toBeLessThanOrEqual(4);
  expect(sizes.reduce((sum, count) => sum + count)).toBe(7);
  expect(new Set((await ledger.members()).map(({ digest }) => digest)).size).toBe(1);
  await ledger.rebuild("grid.lvji");
  expect(new Set((await ledger.members()).map(({ digest }) => digest)).size).toBe(1);
  expect(await ledger.state("ballast/3")).toHaveLength(10_000_000);
});
