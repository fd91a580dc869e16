/**
 * For tests: a process of its own that opens the ledger and submits channels, `npx tsx test-process.ts DIR FROM TO`.
 * Says `role …` once open, then `receipt <sequence> <index> <hash>` for each answer, `done` at the end.
 */
import { openLedger } from "../open";
import { channelCommand, founded, TEST_TIME } from "../test-ledger";
import { insist } from "../test-soundness";

/** Asked for at once; the next ones when these are answered. */
const TOGETHER = 8;

async function main([dataDir = "", from = "1", to = "1"]: readonly string[]): Promise<void> {
  const ledger = await openLedger({ dataDir, clock: () => TEST_TIME });
  const market = await founded(dataDir, ledger);
  console.log(`role ${ledger.role()}`);
  for (let first = Number(from); first <= Number(to); first += TOGETHER) {
    const sequences = Array.from({ length: Math.min(TOGETHER, Number(to) - first + 1) }, (_, i) => first + i);
    const envelopes = await Promise.all(sequences.map((sequence) => channelCommand(market, sequence)));
    const results = await Promise.all(envelopes.map((envelope) => insist(ledger, envelope)));
    for (const [i, result] of results.entries()) {
      if (result.ok) console.log(`receipt ${sequences[i]} ${result.receipt.index} ${result.receipt.hash}`);
      else console.log(`refused ${sequences[i]} ${result.refusal.code}`);
    }
  }
  console.log("done");
  await ledger.close();
}

await main(process.argv.slice(2));
