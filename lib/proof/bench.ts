/** This layer's rows of the bench: a bundle built from the members' store, and verified as a phone would. */
import type { BenchRow } from "@/lib/ledger/bench";
import { buildBundle } from "./build/bundle";
import { Source } from "./build/source";
import { type Certified, certifiedMarket } from "./build/test-certified";
import { verify } from "./verify/verify";

const ROUNDS = 15;

export async function proofBench(): Promise<BenchRow[]> {
  const certified = await certifiedMarket("bench", "full");
  const source = new Source(certified.ledger);
  return [
    await row(
      "verify one kWh, every check, full disclosure",
      50,
      await verifying(certified, source, { kwh: 7 }),
    ),
    await row(
      "verify a whole month, four lines, four meters",
      1_000,
      await verifying(certified, source, { month: true }),
    ),
    await row("build the bundle of one kWh", 50, async () => {
      await buildBundle(source, { code: certified.code, kwh: 7 });
    }),
  ];
}

async function verifying(
  { code, market }: Certified,
  source: Source,
  what: { readonly kwh?: number; readonly month?: boolean },
): Promise<() => Promise<void>> {
  const built = await buildBundle(source, { code, ...what });
  if (!built.ok) throw new Error(built.code);
  const text = JSON.stringify(built.bundle);
  return async () => {
    const { verdict } = await verify(text, {}, market.time);
    if (verdict !== "verified") throw new Error(verdict);
  };
}

/** Median of the rounds, after three to warm up. */
async function row(figure: string, most: number, work: () => Promise<void>): Promise<BenchRow> {
  const times: number[] = [];
  for (let round = -3; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - started);
  }
  const median = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const ours = Math.round(median * 10) / 10;
  return { figure, ours, peer: null, unit: "ms", ratio: null, goal: `≤ ${most} ms`, met: ours <= most };
}
