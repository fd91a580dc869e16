import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { type Json, parseJson } from "@/lib/crypto/canonical";
import { sha256 } from "@/lib/crypto/sha256";
import { COMMAND_TYPES, type Envelope, isObject, LIMITS, txId } from "@/lib/market/command";
import { entryHash } from "@/lib/market/entry";
import { execute } from "@/lib/market/execute";
import { participantCode } from "@/lib/market/participants/model";
import { ruleFor } from "@/lib/market/registry";
import { nonceExpiries, nonces, participants, writeMarket } from "@/lib/market/state";
import { testKey } from "@/lib/market/test-author";
import {
  memoryState,
  type TestDraft,
  TestMarket,
  type TestParticipant,
  testUscc,
} from "@/lib/market/test-market";

let market: TestMarket;
let generator: Required<TestParticipant>;
let consumer: Required<TestParticipant>;

beforeAll(async () => {
  market = await TestMarket.founded("execute");
  generator = await keyed(market.addParticipant("generator", "g1", { alg: "sm2" }));
  consumer = await keyed(market.addParticipant("consumer", "c1"));
});

async function keyed(adding: Promise<TestParticipant>): Promise<Required<TestParticipant>> {
  const { code, key } = await adding;
  if (!key) throw new Error("no key");
  return { code, key };
}

const channelDraft = (m: TestMarket, change: Record<string, Json> = {}): TestDraft => ({
  type: "channel.register",
  payload: {
    records: [
      {
        ...{
          code: "L1H1500000011202604000000000000",
          id: "h",
          name: "通道",
          fromProvince: "15",
          toProvince: "11",
        },
        ...{ lossPpm: 0, capacityKw: 1, ...change },
      },
    ],
  },
  signers: [m.exchange.key],
});

/** Execution alone of an envelope bent after signing: that signatures hold is checkEnvelope's business. */
const executed = (envelope: Envelope) => {
  const outcome = market.execute(envelope);
  return outcome.ok ? "ok" : outcome.refusal.code;
};
const suspension = () => ({ participant: generator.code, reason: "why" });

describe("every command", () => {
  it("is refused for another format, market or type", async () => {
    const good = await market.author({
      type: "participant.suspend",
      payload: suspension(),
      signers: [market.exchange.key],
    });
    const bent = (change: object) => executed({ ...good, command: { ...good.command, ...change } });
    expect(bent({})).toBe("ok");
    expect(bent({ v: 2 })).toBe("version");
    expect(bent({ market: "other.example" })).toBe("market");
    expect(bent({ type: "market.close" })).toBe("type");
    expect(bent({ type: "genesis" })).toBe("type");
    expect(bent({ notAfter: market.time - 1 })).toBe("expired");
    expect(bent({ notAfter: market.time })).toBe("ok");
    expect(bent({ notAfter: market.time + 86_400 })).toBe("ok");
    expect(bent({ notAfter: market.time + 86_401 })).toBe("too-far");
    expect(bent({ payload: { ...suspension(), memo: "" } })).toBe("payload");
    expect(bent({ sealed: { extra: "00".repeat(32) } })).toBe("opening");
    const opened = { ...good, openings: { extra: ["00".repeat(32), 1] as const } };
    expect(executed({ ...opened, command: { ...good.command, sealed: { extra: "00".repeat(32) } } })).toBe(
      "sealed",
    );
    expect(executed({ ...good, held: [{ member: "exchange.example", sig: "00".repeat(64) }] })).toBe("held");
  });

  it("is refused for a signer unknown, twice, out of force, suspended, or sealed against its role", async () => {
    const m = await TestMarket.founded("signers");
    const g = await keyed(m.addParticipant("generator", "g1"));
    const c = await keyed(m.addParticipant("consumer", "c1"));
    const draft = { type: "participant.suspend", payload: { participant: c.code, reason: "why" } };
    const outcome = async (envelope: Envelope) => {
      const done = m.execute(envelope);
      return done.ok ? "ok" : done.refusal.code;
    };
    const by = async (...signers: TestDraft["signers"]) => outcome(await m.author({ ...draft, signers }));
    expect(await by(await testKey("stranger"))).toBe("signer-unknown");
    expect(await by(m.exchange.key, m.exchange.key)).toBe("signers");
    expect(await by(g.key)).toBe("signer-missing");
    const sealed = await m.author({ ...draft, signers: [c.key] });
    const [commitment = ""] = sealed.command.signers;
    expect(commitment).toHaveLength(64);
    const open = { ...sealed, openings: {}, command: { ...sealed.command, signers: [c.key.keyId] } };
    expect(await outcome(open)).toBe("signer-form");
    const openings = {
      "signer/0": ["00".repeat(32), g.key.keyId],
      "signature/0": ["00".repeat(32), ""],
    } as const;
    expect(await outcome({ ...sealed, openings })).toBe("signer-form");
    await m.must({
      type: "participant.suspend",
      payload: { participant: g.code, reason: "why" },
      signers: [m.exchange.key],
    });
    expect(await by(g.key)).toBe("suspended");
    const revoke = { participant: c.code, reason: "lost" };
    await m.must({
      type: "participant.revoke-key",
      payload: revoke,
      sealed: { keyId: c.key.keyId },
      signers: [c.key],
    });
    expect(await by(c.key)).toBe("key-inactive");
  });

  it("spends its nonce for every signer until it expires, and then forgets it", async () => {
    const m = await TestMarket.founded("nonces");
    const g = await keyed(m.addParticipant("generator", "g1"));
    const other = await keyed(m.addParticipant("generator", "g2"));
    const draft = { type: "participant.suspend", payload: { participant: other.code, reason: "why" } };
    const envelope = await m.author({ ...draft, signers: [m.exchange.key, g.key] });
    expect((await m.deliver(envelope)).ok).toBe(true);
    const again = await m.deliver(envelope);
    expect(again).toMatchObject({ ok: false, refusal: { code: "nonce" } });
    const { nonce, notAfter } = envelope.command;
    expect(nonces.get(m.state, g.key.keyId, nonce)).toEqual({ notAfter });
    m.time = notAfter;
    expect(await m.deliver(envelope)).toMatchObject({ refusal: { code: "nonce" } });
    m.time = notAfter + 1;
    expect(await m.deliver(envelope)).toMatchObject({ refusal: { code: "expired" } });
    await m.must({ type: "participant.resume", payload: draft.payload, signers: [m.exchange.key] });
    expect(nonces.has(m.state, g.key.keyId, nonce)).toBe(false);
    const left = Array.from(nonceExpiries.ids(m.state), ([until]) => Number(until));
    expect(Math.min(...left)).toBeGreaterThanOrEqual(m.time);
  });

  it("makes an entry of at most 60,000 bytes: a batch of sealed records is smaller than 200", async () => {
    const m = await TestMarket.founded("large");
    const draft = (count: number): TestDraft => {
      const at = Array.from({ length: count }, (_, i) => i);
      const months = m.registrationMonths;
      const codeAt = (i: number) => m.code(participantCode("11", months), i);
      const details = { name: "公司", uscc: testUscc("c") };
      const sealed = at.flatMap((i) =>
        Object.entries({ id: `c${i}`, ...details }).map(([name, value]) => [`records/${i}/${name}`, value]),
      );
      return {
        type: "participant.register",
        payload: { records: at.map((i) => ({ code: codeAt(i), role: "consumer", province: "11" })) },
        sealed: Object.fromEntries(sealed),
        signers: [m.exchange.key],
      };
    };
    expect(await m.refusal(draft(200))).toEqual({ code: "entry-size" });
    const done = await m.must(draft(160));
    expect(done.bytes.length).toBeLessThanOrEqual(LIMITS.entryBytes);
    expect(done.bytes.length).toBeGreaterThan(0.85 * LIMITS.entryBytes);
    expect(await m.refusal(draft(201))).toEqual({ code: "payload", field: "records" });
  });

  it("stops a node whose rules are not those in force", () => {
    const state = memoryState();
    const row = { origin: "market.example/green", prefix: "88.100.1", rules: "2" };
    writeMarket({ ...state, put: (key, value) => void state.rows.set(key, value), delete: () => {} }, row);
    const envelope = market.envelopes[0];
    if (!envelope) throw new Error("no genesis");
    const execution = { time: market.time, index: 1, blob: () => undefined, memo: new Map() };
    expect(() => execute(state, envelope, execution)).toThrow("rules 2 are in force");
  });
});

describe("an outcome", () => {
  it("is the entry, its bytes, their leaf hash and the writes; the state is left alone", async () => {
    const before = new Map(market.state.rows);
    const envelope = await market.author({
      type: "participant.suspend",
      payload: suspension(),
      signers: [market.exchange.key],
    });
    const outcome = market.execute(envelope);
    if (!outcome.ok) throw new Error(outcome.refusal.code);
    expect(market.state.rows).toEqual(before);
    expect(outcome.hash).toBe(entryHash(outcome.bytes));
    expect(parseJson(outcome.bytes)).toEqual({ ok: true, value: JSON.parse(JSON.stringify(outcome.entry)) });
    expect(outcome.entry).toMatchObject({
      v: 1,
      rules: "1",
      type: "participant.suspend",
      time: market.time,
      result: {},
    });
    expect([...outcome.writes.keys()].map((key) => key.split("/")[0]).sort()).toEqual([
      "nonce",
      "nonce-expiry",
      "participant",
    ]);
  });

  it("is the same bytes on every run and for every order of an envelope's keys", async () => {
    const run = async () => {
      const m = await TestMarket.founded("deterministic");
      await m.addParticipant("consumer", "c1", { alg: "sm2" });
      await m.addChannel("h1", "15", "11", 65_400);
      const rows = [...m.state.rows].map(([key, value]) => `${key} ${toHex(sha256(value))}`);
      return { rows: rows.sort(), entries: m.entries.map((entry) => entry.hash) };
    };
    expect(await run()).toEqual(await run());
    const envelope = await market.author({
      type: "participant.suspend",
      payload: suspension(),
      signers: [market.exchange.key],
    });
    const { command } = envelope;
    const turned = {
      ...envelope,
      command: { ...command, payload: Object.fromEntries(Object.entries(command.payload).reverse()) },
    };
    expect(txId(turned.command)).toBe(txId(command));
    const [one, two] = [market.execute(envelope), market.execute(turned)];
    if (!one.ok || !two.ok) throw new Error("refused");
    expect(toHex(two.bytes)).toBe(toHex(one.bytes));
  });

  it("never is an exception, whatever a payload, an opening or a header says", async () => {
    const anything: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        fc.string(),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constantFrom(generator.code, consumer.code, "2026-03", "11", "records", "a".repeat(300)),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie("value"), { maxKeys: 3 }),
      ),
    })).value;
    const drafts = await Promise.all(
      [
        channelDraft(market),
        { type: "participant.suspend", payload: suspension(), signers: [market.exchange.key] },
        {
          type: "participant.endorse-key",
          payload: { participant: consumer.code },
          sealed: { key: {} },
          signers: [consumer.key],
        },
        { type: "genesis", payload: market.genesis, signers: [market.exchange.key] },
      ].map((draft) => market.author(draft)),
    );
    const isTotal = (envelope: Envelope) => {
      const outcome = market.execute(envelope);
      if (!outcome.ok) expect(outcome.refusal.code).toBeTruthy();
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...drafts),
        fc.constantFrom(...COMMAND_TYPES),
        anything,
        anything,
        (envelope, type, value, opened) => {
          const { command, openings } = envelope;
          const payload = isObject(value)
            ? { ...command.payload, ...value }
            : { ...command.payload, records: [value], participant: value };
          isTotal({ ...envelope, command: { ...command, type, payload } });
          isTotal({ ...envelope, command: { ...command, payload } });
          const fields = Object.entries(openings).map(([field, [salt]]) => [field, [salt, opened] as const]);
          isTotal({ ...envelope, openings: Object.fromEntries(fields) });
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("the registry", () => {
  it("has a rule for every type of this release and no other", () => {
    for (const type of COMMAND_TYPES) expect(ruleFor(type)?.type).toBe(type);
    expect(ruleFor("roster.change")).toBeUndefined();
    expect(ruleFor("constructor")).toBeUndefined();
  });

  it("leaves participants as registered", () => {
    expect(participants.get(market.state, generator.code)).toMatchObject({
      role: "generator",
      id: "g1",
      entry: 1,
    });
    expect(toHex(utf8("g1"))).toBe("6731");
  });
});
