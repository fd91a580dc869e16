import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json, parseJson } from "@/lib/crypto/canonical";
import {
  type Envelope,
  envelopeBytes,
  envelopeJson,
  LIMITS,
  parseCommand,
  parseEnvelope,
  signedBytes,
  txId,
} from "@/lib/market/command";
import { entryBytes, entryHash, sealEntrySignatures } from "@/lib/market/entry";
import { checkFreshness } from "@/lib/market/execute";
import { TestMarket } from "@/lib/market/test-market";
import { numberOf, protocolVectors } from "@/lib/market/test-vectors";

const txIdVectors = protocolVectors("commands.json", "txId");

describe.skipIf(txIdVectors.length === 0)("shared/vectors/protocol/commands.json", () => {
  it.each(txIdVectors)("txId: $name", ({ input, expected }) => {
    const parsed = parseCommand(input.command);
    if ("refused" in expected) {
      expect(parsed).toMatchObject({ ok: false, refusal: { code: expected.refused } });
      return;
    }
    if (!parsed.ok) throw new Error(parsed.refusal.reason);
    expect(toHex(signedBytes(parsed.value))).toBe(expected.signed);
    expect(txId(parsed.value)).toBe(expected.txId);
  });

  it.each(protocolVectors("commands.json", "time"))("$name", ({ input, expected }) => {
    const verdict = checkFreshness(numberOf(input.notAfter), numberOf(input.blockTime));
    expect(verdict.ok ? { accepted: true } : { refused: verdict.refusal.code }).toEqual(expected);
  });

  it.each(protocolVectors("commands.json", "entry"))("$name", ({ input, expected }) => {
    const entry = JSON.parse(JSON.stringify(input.entry));
    const command = parseCommand(entry.command);
    if (!command.ok) throw new Error("no command");
    const bytes = entryBytes({ ...entry, command: command.value });
    expect(toHex(bytes)).toBe(expected.bytes);
    expect(entryHash(bytes)).toBe(expected.leafHash);
  });
});

async function sample(): Promise<{ market: TestMarket; envelope: Envelope }> {
  const market = await TestMarket.founded("command");
  const consumer = await market.addParticipant("consumer", "c1");
  if (!consumer.key) throw new Error("no key");
  const payload = { participant: consumer.code };
  const sealed = { key: { note: "not a key, but sealed" } };
  const envelope = await market.author({
    type: "participant.endorse-key",
    payload,
    sealed,
    signers: [consumer.key, market.exchange.key],
  });
  return { market, envelope };
}

const parsedJson = (value: Json) => JSON.parse(new TextDecoder().decode(canonicalBytes(value)));
const refusalOf = (value: unknown) => {
  const parsed = parseEnvelope(utf8(JSON.stringify(value)));
  return parsed.ok ? "ok" : `${parsed.refusal.code} ${parsed.refusal.field}`;
};

describe("envelopes", () => {
  it("are read back as they were written, whatever the order of their keys", async () => {
    const { envelope } = await sample();
    expect(parseEnvelope(envelopeBytes(envelope))).toEqual({ ok: true, value: envelope });
    const shuffled = (value: Json, seed: number): Json => {
      if (Array.isArray(value)) return value.map((item) => shuffled(item, seed));
      if (typeof value !== "object") return value;
      const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, seed)] as const);
      return Object.fromEntries(
        entries.sort(([a], [b]) => ((a.length * seed) % 7) - ((b.length * seed) % 7)),
      );
    };
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const text = JSON.stringify(shuffled(envelopeJson(envelope), seed), null, seed);
      const parsed = parseEnvelope(utf8(text));
      if (!parsed.ok) throw new Error(parsed.refusal.reason);
      expect(txId(parsed.value.command)).toBe(txId(envelope.command));
      expect(toHex(envelopeBytes(parsed.value))).toBe(toHex(envelopeBytes(envelope)));
    }
  });

  it("name the member that is not as it should be", async () => {
    const { envelope } = await sample();
    const whole = () => parsedJson(envelopeJson(envelope));
    const bent = (change: (value: ReturnType<typeof whole>) => void) => {
      const value = whole();
      change(value);
      return refusalOf(value);
    };
    expect(bent(() => {})).toBe("ok");
    expect(bent((e) => Object.assign(e, { memo: 1 }))).toBe("fields envelope");
    expect(bent((e) => delete e.held)).toBe("fields envelope");
    expect(bent((e) => Object.assign(e.command, { memo: 1 }))).toBe("fields command");
    expect(bent((e) => Object.assign(e.command, { v: "1" }))).toBe("fields v");
    expect(bent((e) => Object.assign(e.command, { market: 7 }))).toBe("fields market");
    expect(bent((e) => Object.assign(e.command, { market: "m".repeat(201) }))).toBe("fields market");
    expect(bent((e) => Object.assign(e.command, { type: "Settle" }))).toBe("fields type");
    expect(bent((e) => Object.assign(e.command, { nonce: "00" }))).toBe("fields nonce");
    expect(bent((e) => Object.assign(e.command, { notAfter: -1 }))).toBe("fields notAfter");
    expect(bent((e) => Object.assign(e.command, { signers: [] }))).toBe("fields signers");
    expect(bent((e) => Object.assign(e.command, { signers: ["00"] }))).toBe("fields signers");
    expect(bent((e) => Object.assign(e.command, { payload: [] }))).toBe("fields payload");
    expect(bent((e) => Object.assign(e.command, { sealed: { key: "00" } }))).toBe("fields sealed");
    expect(bent((e) => Object.assign(e.command, { sealed: { "a b": "0".repeat(64) } }))).toBe(
      "fields sealed",
    );
    expect(bent((e) => Object.assign(e.command, { sealed: [] }))).toBe("fields sealed");
    expect(bent((e) => e.signatures.pop())).toBe("fields signatures");
    expect(bent((e) => Object.assign(e.signatures[0], { alg: "rsa" }))).toBe("fields signatures");
    expect(bent((e) => Object.assign(e.signatures[0], { sig: "00" }))).toBe("fields signatures");
    expect(bent((e) => Object.assign(e.signatures[0], { keyId: 1 }))).toBe("fields signatures");
    expect(bent((e) => Object.assign(e, { openings: [] }))).toBe("fields openings");
    expect(bent((e) => Object.assign(e.openings, { key: ["00", 1] }))).toBe("fields openings");
    expect(bent((e) => Object.assign(e.openings, { key: 1 }))).toBe("fields openings");
    expect(bent((e) => Object.assign(e.openings, { key: ["0".repeat(64), 1, 2] }))).toBe("fields openings");
    expect(bent((e) => e.held.push({ member: "a", sig: "00" }))).toBe("fields held");
    expect(bent((e) => e.held.push(1))).toBe("fields held");
    expect(bent((e) => Object.assign(e, { held: {} }))).toBe("fields held");
  });

  it("are bounded before they are read", async () => {
    const { envelope } = await sample();
    const long = new Uint8Array(LIMITS.envelopeBytes + 1).fill(0x20);
    long.set(envelopeBytes(envelope));
    expect(parseEnvelope(long)).toMatchObject({ ok: false, refusal: { code: "size" } });
    expect(parseEnvelope(utf8("{"))).toMatchObject({ ok: false, refusal: { code: "json" } });
    const many = (count: number) => Array.from({ length: count }, (_, i) => i);
    const value = parsedJson(envelopeJson(envelope));
    value.command.signers = many(LIMITS.signers + 1).map((i) => i.toString(16).padStart(32, "0"));
    expect(refusalOf(value)).toBe("fields signers");
    const sealed = parsedJson(envelopeJson(envelope));
    sealed.command.sealed = Object.fromEntries(many(LIMITS.sealed + 1).map((i) => [`f${i}`, "0".repeat(64)]));
    expect(refusalOf(sealed)).toBe("fields sealed");
  });

  it("never throw, whatever the bytes", async () => {
    const { envelope } = await sample();
    const good = envelopeBytes(envelope);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = good.slice();
        bytes[at] = byte;
        const parsed = parseEnvelope(bytes);
        // What parses is what it says: read again from its own bytes it is the same.
        if (parsed.ok) expect(parseEnvelope(envelopeBytes(parsed.value))).toEqual(parsed);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseEnvelope(utf8(text)).ok).toBe(false);
      }),
    );
  });
});

describe("entries", () => {
  it("show a sealed signer and its signature as commitments, others as they are", async () => {
    const { market, envelope } = await sample();
    const [hidden, open] = sealEntrySignatures(envelope);
    expect(hidden?.keyId).toBe(envelope.command.signers[0]);
    expect(hidden?.sig).toHaveLength(64);
    expect(open).toEqual(envelope.signatures[1]);
    const entry = {
      v: 1 as const,
      rules: "1",
      type: envelope.command.type,
      time: market.time,
      command: envelope.command,
      signatures: sealEntrySignatures(envelope),
      result: {},
    };
    const text = new TextDecoder().decode(entryBytes(entry));
    for (const { keyId, sig } of envelope.signatures.slice(0, 1)) {
      expect(text).not.toContain(keyId);
      expect(text).not.toContain(sig);
    }
    expect(parseJson(entryBytes(entry))).toMatchObject({ ok: true });
  });

  it("cannot be made of a sealed signer without the salt for its signature", async () => {
    const { envelope } = await sample();
    const { "signature/0": _, ...openings } = envelope.openings;
    expect(() => sealEntrySignatures({ ...envelope, openings })).toThrow("without a salt");
  });
});
