/** This layer's rows of the bench: readings accepted by four members that agree, and how soon one command is final. */
import { equalBytes } from "@/lib/crypto/bytes";
import type { Envelope } from "@/lib/market/command";
import { days } from "@/lib/market/state";
import type { Ledger } from "./ledger";
import { openLedger } from "./open";
import { channelCommand, type Founded, founded, TEST_TIME, temporaryData } from "./test-ledger";
import { anchorDay, type MeteredMarket, meteredMarket } from "./test-metering";

export interface BenchRow {
  readonly figure: string;
  /** In `unit`; the peer's likewise, null where there is none to stand beside. */
  readonly ours: number;
  readonly peer: number | null;
  readonly unit: string;
  readonly ratio: number | null;
  readonly goal: string;
  readonly met: boolean;
}

const METERS = 2_000;
const READINGS = 96;
const ROUNDS = 5;
/** Of days anchored in a round, and of commands with one record each. */
const DAYS = 2;
const SINGLES = 400;
/** Of the load under which finality is measured: so many commands, arriving one by one at this rate. */
const COMMANDS = 1_500;
const PER_SECOND = 150;

/** An embedded ledger of its own in a temporary folder. Throws when what it keeps is not what was submitted. */
export async function ledgerBench(): Promise<BenchRow[]> {
  const { dataDir, drop } = temporaryData();
  const ledger = await openLedger({ dataDir, clock: () => TEST_TIME });
  try {
    const market = await founded(dataDir, ledger);
    const metered = await meteredMarket(ledger, market, METERS);
    const channels = await inSequence(market, ROUNDS * SINGLES + COMMANDS);
    const accepted = await readingsRow(ledger, market, metered, channels.slice(0, ROUNDS * SINGLES));
    return [accepted, ...(await finalityRows(ledger, channels.slice(ROUNDS * SINGLES)))];
  } finally {
    await ledger.close();
    drop();
  }
}

/** Channels to register, signed beforehand: what signing costs their sender is not counted. */
async function inSequence(market: Founded, count: number): Promise<Envelope[]> {
  const envelopes: Envelope[] = [];
  for (let at = 1; at <= count; at++) envelopes.push(await channelCommand(market, at));
  return envelopes;
}

/** A batch is a day of 2,000 meters under one signature; the peer is as many commands of one record, each signed. */
async function readingsRow(
  ledger: Ledger,
  market: Founded,
  metered: MeteredMarket,
  singles: readonly Envelope[],
): Promise<BenchRow> {
  const [ours, peer]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const dates = Array.from({ length: DAYS }, (_, at) => 20_260_301 + round * DAYS + at);
    // Made beforehand, and once: the readings are the meters', not the gateway's work.
    const blobs = new Map(dates.map((day) => [day, metered.blob(day)]));
    const kept = { ...metered, blob: (day: number) => blobs.get(day) ?? metered.blob(day) };
    const batches = await perSecond(DAYS * METERS * READINGS, async () => {
      await Promise.all(dates.map(async (day) => must(ledger, await anchorDay(ledger, market, kept, day))));
    });
    ours.push(batches);
    const own = singles.slice(round * SINGLES, (round + 1) * SINGLES);
    peer.push(await perSecond(SINGLES, () => submitAll(ledger, own)));
    for (const [day, bytes] of blobs) await requireKept(ledger, metered, day, bytes);
  }
  const ratio = median(ours) / median(peer);
  return {
    figure: "meter readings accepted, durable on four members; peer: one signed command per reading",
    ours: Math.round(median(ours)),
    peer: Math.round(median(peer)),
    unit: "readings/s",
    ratio: Math.round(ratio * 10) / 10,
    goal: "≥ 50,000/s and ≥ 20 ×",
    met: median(ours) >= 50_000 && ratio >= 20,
  };
}

async function must(ledger: Ledger, envelope: Envelope): Promise<void> {
  const result = await ledger.submit(envelope);
  if (!result.ok) throw new Error(`${envelope.command.type}: ${JSON.stringify(result.refusal)}`);
}

async function submitAll(ledger: Ledger, envelopes: readonly Envelope[]): Promise<void> {
  await Promise.all(envelopes.map((envelope) => must(ledger, envelope)));
}

/** The members' state names, for the first and the last meter, a blob that is the one submitted. */
async function requireKept(
  ledger: Ledger,
  { meters }: MeteredMarket,
  day: number,
  bytes: Uint8Array,
): Promise<void> {
  for (const meter of [meters[0], meters.at(-1)]) {
    const row = await ledger.state(days.key(meter ?? "", String(day)));
    const kept = row && (await ledger.blob(days.decode(row).blob));
    if (!kept || !equalBytes(kept, bytes)) throw new Error(`${meter}: ${day} is not what was submitted`);
  }
}

/** From handing a command over to its receipt, while others keep arriving: they do not wait for one another. */
async function finalityRows(ledger: Ledger, envelopes: readonly Envelope[]): Promise<BenchRow[]> {
  const started = performance.now();
  const waited: Promise<number>[] = [];
  for (const [at, envelope] of envelopes.entries()) {
    const due = started + (at * 1000) / PER_SECOND - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
    const asked = performance.now();
    waited.push(must(ledger, envelope).then(() => performance.now() - asked));
  }
  const times = (await Promise.all(waited)).sort((a, b) => a - b);
  return [0.5, 0.99].map((share) => {
    const ours = times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
    return {
      figure: `finality of one command, p${share * 100}, ${PER_SECOND} commands/s arriving, embedded ledger`,
      ours: Math.round(ours * 10) / 10,
      peer: null,
      unit: "ms",
      ratio: null,
      goal: "p99 ≤ 1,200 ms",
      met: ours <= 1_200,
    };
  });
}

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (count * 1000) / (performance.now() - started);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
