import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { toHex } from "@/lib/crypto/bytes";
import { type Json, parseJson } from "@/lib/crypto/canonical";
import { COMMAND_TYPES, type Envelope, isObject, type Opening } from "@/lib/market/command";
import { execute, type Outcome } from "@/lib/market/execute";
import { BlobMissing } from "@/lib/market/metering/blobs";
import { testKey } from "@/lib/market/test-author";
import { memoryState, TestMarket } from "@/lib/market/test-market";
import { anchorMonth, closeDraft, issueMonth, mechanismDraft, settleMonth } from "@/lib/market/test-month";

/** A market's life with every type of command, replayed and bent. */

const MONTH = "2026-02";
let market: TestMarket;
/** For each type the last command of it, and the state it met. */
const lasts = new Map<string, { envelope: Envelope; index: number; rows: ReadonlyMap<string, Uint8Array> }>();
const replayed: string[] = [];

beforeAll(async () => {
  market = await wholeLife();
  const state = memoryState();
  const memo = new Map<string, unknown>();
  const lastOf = new Map(market.envelopes.map(({ command }, index) => [command.type, index]));
  for (const [index, envelope] of market.envelopes.entries()) {
    if (lastOf.get(envelope.command.type) === index) {
      lasts.set(envelope.command.type, { envelope, index, rows: new Map(state.rows) });
    }
    const outcome = execute(state, envelope, executionAt(index, memo));
    if (!outcome.ok) throw new Error(`${envelope.command.type} ${outcome.refusal.code}`);
    state.apply(outcome.writes);
    replayed.push(toHex(outcome.bytes));
  }
});

const executionAt = (index: number, memo = new Map<string, unknown>()) => ({
  time: market.time,
  index,
  blob: (hash: string) => market.blobs.get(hash),
  memo,
});

async function wholeLife(): Promise<TestMarket> {
  const m = await TestMarket.founded("life");
  const { exchange } = m;
  const generator = await m.addParticipant("generator", "g1", { alg: "sm2" });
  const consumer = await m.addParticipant("consumer", "c1");
  const seller = await m.addParticipant("retailer", "r1", { alg: null });
  const channel = await m.addChannel("h1", "15", "11", 65_400);
  const plant = await m.addPlant(generator.code, "p1");
  const unit = await m.addUnit(consumer.code, "u1");
  const meters = [await m.addMeter(plant, "m1"), await m.addMeter(unit, "m2")];
  const deal = { plant, unit, month: MONTH, path: [channel] };
  await m.addContract({ ...deal, number: "HT-1", contractKwh: 20_000 });
  await m.addContract({ ...deal, number: "HT-2", contractKwh: 5_000, via: seller.code });
  await anchorMonth(
    m,
    MONTH,
    new Map(meters.map((meter) => [meter, (day: number, index: number) => 5_000 + 10 * day + index])),
  );
  for (const meter of meters) await m.must(closeDraft(m, meter, MONTH));
  await m.must(mechanismDraft(m, plant, MONTH, 1_000_000));
  await settleMonth(m, MONTH);
  const [issued] = await issueMonth(m, MONTH);
  const code = issued?.entry.command.payload.code ?? "";
  if (!consumer.key) throw new Error("no key");
  await m.must({ type: "certificate.disclose", payload: { code, level: "full" }, signers: [consumer.key] });
  const second = await testKey("life/second");
  const third = await testKey("life/third", "sm2");
  const own = { participant: consumer.code };
  const endorsed = { key: await m.newKey(consumer.code, second) };
  await m.must({ type: "participant.endorse-key", payload: own, sealed: endorsed, signers: [consumer.key] });
  const rotated = { key: await m.newKey(consumer.code, third), keyId: second.keyId };
  await m.must({ type: "participant.rotate-key", payload: own, sealed: rotated, signers: [consumer.key] });
  const lost = { payload: { ...own, reason: "遗失" }, sealed: { keyId: consumer.key.keyId } };
  await m.must({ type: "participant.revoke-key", ...lost, signers: [exchange.key] });
  const why = { payload: { participant: generator.code, reason: "检查" }, signers: [exchange.key] };
  await m.must({ type: "participant.suspend", ...why });
  await m.must({ type: "participant.resume", ...why });
  return m;
}

/** Paths to every value inside a JSON value, itself included. */
function places(value: Json, at: (string | number)[] = []): (string | number)[][] {
  const inner = Array.isArray(value)
    ? value.flatMap((item, i) => places(item, [...at, i]))
    : isObject(value)
      ? Object.entries(value).flatMap(([key, item]) => places(item, [...at, key]))
      : [];
  return [at, ...inner];
}

function replaced(value: Json, [first, ...rest]: (string | number)[], by: Json): Json {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((item, i) => (i === first ? replaced(item, rest, by) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === first ? replaced(item, rest, by) : item]),
  );
}

const textsOf = (rows: Iterable<string>) => [...new Set([...rows].flatMap((key) => key.split("/")))];

/** Executes a bent envelope where the original was; a node that lacks a blob waits, which is no answer. */
function bentOutcome(type: string, bend: (envelope: Envelope) => Envelope): Outcome | "waits" {
  const last = lasts.get(type);
  if (!last) throw new Error(`no ${type}`);
  const state = memoryState();
  for (const [key, value] of last.rows) state.rows.set(key, value);
  try {
    return execute(state, bend(last.envelope), executionAt(last.index));
  } catch (error) {
    if (error instanceof BlobMissing) return "waits";
    throw error;
  }
}

describe("a market's life", () => {
  it("has a command of every type", () => {
    expect([...lasts.keys()].sort((a, b) => (a < b ? -1 : 1))).toEqual(
      [...COMMAND_TYPES].sort((a, b) => (a < b ? -1 : 1)),
    );
  });

  it("comes out the same when it is replayed", () => {
    expect(replayed).toEqual(market.entries.map(({ bytes }) => toHex(bytes)));
  });

  it("shows no salt, no sealed name, number, secret or signature in its entries", () => {
    const log = market.entries.map(({ bytes }) => new TextDecoder().decode(bytes)).join("\n");
    const shown = (text: string) => log.includes(text);
    for (const { command, openings, signatures } of market.envelopes) {
      for (const [field, [salt, value]] of Object.entries(openings)) {
        expect(shown(salt), field).toBe(false);
        // Codes are public; whose they are is not, and stands nowhere else in a command.
        if (/(number|name|uscc|secret|keyId|signer)/.test(field))
          expect(shown(`"${value}"`), field).toBe(false);
      }
      for (const [i, { keyId, sig }] of signatures.entries()) {
        if (command.signers[i] === keyId) continue;
        expect([shown(keyId), shown(sig)]).toEqual([false, false]);
      }
    }
  });

  it("answers every bent command with an entry or a refusal, never with an exception", () => {
    const pool = textsOf(market.state.rows.keys());
    const value: fc.Arbitrary<Json> = fc.oneof(
      fc.constantFrom(...pool),
      fc.string(),
      fc.integer({ min: -1, max: 100 }),
      fc.constantFrom<Json>(
        2 ** 48,
        2 ** 53 - 1,
        20260230,
        true,
        [],
        {},
        [{}],
        "2026-02",
        "2026-13",
        "",
        "遗失",
      ),
    );
    const run = fc.property(fc.constantFrom(...COMMAND_TYPES), fc.nat(), value, (type, pick, by) => {
      const outcome = bentOutcome(type, (envelope) => bent(envelope, pick, by));
      if (outcome === "waits") return;
      if (outcome.ok) expect(parseJson(outcome.bytes).ok).toBe(true);
      else expect(outcome.refusal.reason).toBeTruthy();
    });
    fc.assert(run, { numRuns: 800 });
  });
});

/** The envelope with one value of its payload, or one opened value, replaced. */
function bent(envelope: Envelope, pick: number, by: Json): Envelope {
  const { command, openings } = envelope;
  const inPayload = places(command.payload).slice(1);
  const opened = Object.entries(openings).flatMap(([field, [, value]]) =>
    places(value).map((at) => ({ field, at })),
  );
  const chosen = pick % (inPayload.length + opened.length);
  const at = inPayload[chosen];
  if (at) {
    const payload = replaced(command.payload, at, by);
    return isObject(payload) ? { ...envelope, command: { ...command, payload } } : envelope;
  }
  const { field, at: inside } = opened[chosen - inPayload.length] ?? { field: "", at: [] };
  const opening = openings[field];
  if (!opening) return envelope;
  const changed: Opening = [opening[0], replaced(opening[1], inside, by)];
  return { ...envelope, openings: { ...openings, [field]: changed } };
}
