import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { toHex } from "@/lib/crypto/bytes";
import { sign } from "@/lib/crypto/signatures";
import { checkEnvelope } from "@/lib/market/authenticate";
import { type Envelope, envelopeBytes, type Opening, parseEnvelope, signedBytes } from "@/lib/market/command";
import { heldMessage } from "@/lib/market/metering/blob";
import { possessionBytes } from "@/lib/market/participants/model";
import { type TestKey, testKey } from "@/lib/market/test-author";
import { TEST_ORIGIN, TestMarket, type TestParticipant, testUscc } from "@/lib/market/test-market";

let market: TestMarket;
let consumer: Required<TestParticipant>;
/** Signed by a sealed signer and an open one, with a sealed new key. */
let envelope: Envelope;

beforeAll(async () => {
  market = await TestMarket.founded("authenticate");
  const added = await market.addParticipant("consumer", "c1", { alg: "sm2" });
  if (!added.key) throw new Error("no key");
  consumer = { code: added.code, key: added.key };
  const second = await testKey("authenticate/second", "sm2");
  envelope = await market.author({
    type: "participant.endorse-key",
    payload: { participant: consumer.code },
    sealed: { key: await market.newKey(consumer.code, second) },
    signers: [consumer.key, market.exchange.key],
  });
});

const read = (key: string) => market.state.get(key);
const refusal = async (bent: Partial<Envelope>) => {
  const found = await checkEnvelope({ ...envelope, ...bent }, read);
  return found && `${found.code} ${found.field ?? ""}`.trim();
};
const flipped = (hex: string) => (hex.startsWith("0") ? "1" : "0") + hex.slice(1);
const withOpening = (field: string, change: (opening: Opening) => Opening | undefined) => {
  const { [field]: opening, ...rest } = envelope.openings;
  if (!opening) throw new Error(`no opening ${field}`);
  const changed = change(opening);
  return { openings: changed ? { ...rest, [field]: changed } : rest };
};

describe("an envelope", () => {
  it("passes whole, read synchronously or not", async () => {
    expect(await checkEnvelope(envelope, read)).toBeUndefined();
    expect(await checkEnvelope(envelope, async (key) => market.state.get(key))).toBeUndefined();
  });

  it("is refused for each opening that is missing, superfluous or does not match", async () => {
    for (const field of ["key", "signer/0", "signature/0"]) {
      expect(await refusal(withOpening(field, () => undefined))).toBe(`opening ${field}`);
    }
    const [salt] = envelope.openings.key ?? [""];
    expect(await refusal({ openings: { ...envelope.openings, extra: [salt, 1] } })).toBe("opening extra");
    expect(await refusal(withOpening("key", ([, value]) => [flipped(salt), value]))).toBe("opening key");
    expect(await refusal(withOpening("key", ([own]) => [own, "another value"]))).toBe("opening key");
    expect(await refusal(withOpening("signer/0", ([own]) => [own, 7]))).toBe("opening signer");
    expect(await refusal(withOpening("signer/0", ([own, value]) => [flipped(own), value]))).toBe(
      "opening signer/0",
    );
    expect(await refusal(withOpening("signature/0", ([own]) => [own, "00".repeat(64)]))).toBe(
      "opening signature/0",
    );
  });

  it("is refused for a sealed field by the name of a signer's", async () => {
    const command = {
      ...envelope.command,
      sealed: { ...envelope.command.sealed, "signer/0": "00".repeat(32) },
    };
    expect(await refusal({ command })).toBe("sealed signer/0");
  });

  it("is refused for each signature that is not its signer's over this command", async () => {
    const [first, second] = envelope.signatures;
    if (!first || !second) throw new Error("two signatures");
    expect(await refusal({ signatures: [second, first] })).toBe("signature signature/0");
    expect(await refusal({ signatures: [first] })).toBe("opening signer");
    expect(await refusal({ signatures: [first, { ...second, sig: flipped(second.sig) }] })).toBe(
      "signature signature/1",
    );
    expect(await refusal({ signatures: [first, { ...second, alg: "sm2" }] })).toBe("signature signature/1");
    const command = { ...envelope.command, notAfter: envelope.command.notAfter + 1 };
    expect(await refusal({ command })).toBe("signature signature/0");
  });

  it("is refused for a high s, which would be a second signature of the same command", async () => {
    const [first, second] = envelope.signatures;
    if (!first || !second) throw new Error("two signatures");
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const high = (order - BigInt(`0x${second.sig.slice(64)}`)).toString(16).padStart(64, "0");
    const bent = [first, { ...second, sig: second.sig.slice(0, 64) + high }];
    const found = await checkEnvelope({ ...envelope, signatures: bent }, read);
    expect(found).toMatchObject({
      code: "signature",
      field: "signature/1",
      reason: "not well-formed: high-s",
    });
  });

  it("is refused for a signer that nobody registered or that stands twice", async () => {
    const stranger = await testKey("authenticate/stranger");
    const draft = { type: "participant.suspend", payload: { participant: consumer.code, reason: "why" } };
    const strange = await market.author({ ...draft, signers: [stranger] });
    expect((await checkEnvelope(strange, read))?.code).toBe("signer-unknown");
    const twice = await market.author({ ...draft, signers: [market.exchange.key, market.exchange.key] });
    expect((await checkEnvelope(twice, read))?.code).toBe("signers");
  });

  it("is refused for an unknown type and for a payload of another form", async () => {
    const draft = { payload: { participant: consumer.code }, signers: [market.exchange.key] };
    expect(await checkEnvelope(await market.author({ ...draft, type: "market.close" }), read)).toMatchObject({
      code: "type",
    });
    expect(
      await checkEnvelope(await market.author({ ...draft, type: "participant.suspend" }), read),
    ).toMatchObject({
      code: "payload",
      field: "reason",
    });
  });

  it("is refused in every altered byte of its canonical form, the salt of a sealed signature's commitment aside", async () => {
    const bytes = envelopeBytes(envelope);
    // No commitment of the command covers it: it only blinds the entry, whose bytes the members agree on.
    const freeSalt = envelope.openings["signature/0"]?.[0] ?? "";
    const free = new TextDecoder().decode(bytes).indexOf(freeSalt);
    expect(free).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        fc.pre(at < free || at >= free + freeSalt.length);
        const bent = bytes.slice();
        bent[at] = (bent[at] ?? 0) ^ mask;
        const parsed = parseEnvelope(bent);
        if (parsed.ok) expect(await checkEnvelope(parsed.value, read)).toBeDefined();
      }),
      { numRuns: 150 },
    );
  });
});

describe("a new key's proof of possession", () => {
  const register = async (code: string, key: TestKey, proof: Uint8Array) => {
    const newKey = { alg: key.alg, publicKey: key.publicKey, custody: "self", proof: toHex(proof) };
    const record = { code, role: "generator", province: "11", name: "发电", uscc: testUscc("g1") };
    return market.author({
      type: "participant.register",
      payload: { records: [{ ...record, key: newKey }] },
      sealed: { "records/0/id": "g1" },
      signers: [market.exchange.key],
    });
  };

  it("is good for its market, participant and key only", async () => {
    const key = await testKey("authenticate/new");
    const other = await testKey("authenticate/other");
    const code = consumer.code;
    const prove = (by: TestKey, market: string, participant: string, of: TestKey) =>
      sign(by.alg, by.privateKey, possessionBytes(market, participant, of.publicKey));
    const good = await register(code, key, await prove(key, TEST_ORIGIN, code, key));
    expect(await checkEnvelope(good, read)).toBeUndefined();
    const bad = [
      await prove(other, TEST_ORIGIN, code, key),
      await prove(key, "other.example", code, key),
      await prove(key, TEST_ORIGIN, market.exchange.code, key),
      await prove(key, TEST_ORIGIN, code, other),
    ];
    for (const proof of bad) {
      expect((await checkEnvelope(await register(code, key, proof), read))?.code).toBe("possession");
    }
  });

  it("is asked of sealed keys too", async () => {
    const key = await testKey("authenticate/sealed");
    const stolen = { ...(await market.newKey(market.exchange.code, key)) };
    const bent = await market.author({
      type: "participant.endorse-key",
      payload: { participant: consumer.code },
      sealed: { key: stolen },
      signers: [consumer.key],
    });
    expect((await checkEnvelope(bent, read))?.code).toBe("possession");
  });
});

describe("holders' receipts", () => {
  it("are verified against the blob the payload names", async () => {
    const blob = { hash: "ab".repeat(32), size: 16 + 640 };
    const receipt = async (size = blob.size, member = market.members[0]) => {
      if (!member) throw new Error("no member");
      const message = heldMessage(TEST_ORIGIN, blob.hash, size);
      return { member: member.name, sig: toHex(await sign("ed25519", member.cosign.privateKey, message)) };
    };
    const day = { day: 20260301, batch: 0, blob: blob.hash, root: "cd".repeat(32), count: 1 };
    const draft = { type: "metering.anchor-day", payload: { grid: market.grid.code, ...day } };
    const withHeld = async (...held: Envelope["held"]) =>
      (await checkEnvelope(await market.author({ ...draft, signers: [market.grid.key], held }), read))?.code;
    const good = await receipt();
    expect(await withHeld(good)).toBeUndefined();
    expect(await withHeld(good, await receipt(blob.size, market.members[1]))).toBeUndefined();
    expect(await withHeld(good, good)).toBe("held");
    expect(await withHeld(await receipt(blob.size + 1))).toBe("held");
    expect(await withHeld({ ...good, member: "stranger.example" })).toBe("held");
    expect(await withHeld({ ...good, member: market.members[1]?.name ?? "" })).toBe("held");
    const bare = { type: "participant.suspend", payload: { participant: consumer.code, reason: "why" } };
    const misplaced = await market.author({ ...bare, signers: [market.exchange.key], held: [good] });
    expect((await checkEnvelope(misplaced, read))?.code).toBe("held");
  });
});

describe("genesis", () => {
  it("is signed by the keys it brings", async () => {
    const fresh = await TestMarket.create("fresh");
    const nothing = () => undefined;
    const draft = { type: "genesis", payload: fresh.genesis };
    const good = await fresh.author({ ...draft, signers: fresh.founders });
    expect(await checkEnvelope(good, nothing)).toBeUndefined();
    const stranger = await fresh.author({ ...draft, signers: [await testKey("x")] });
    expect((await checkEnvelope(stranger, nothing))?.code).toBe("signer-unknown");
    const [first, ...others] = good.signatures;
    if (!first) throw new Error("no signature");
    const message = signedBytes({ ...good.command, notAfter: 0 });
    const sig = toHex(await sign("p256", fresh.exchange.key.privateKey, message));
    const bent = { ...good, signatures: [{ ...first, sig }, ...others] };
    expect((await checkEnvelope(bent, nothing))?.code).toBe("signature");
  });
});
