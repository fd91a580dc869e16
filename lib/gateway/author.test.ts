import { describe, expect, it } from "vitest";
import { fromHex } from "@/lib/crypto/bytes";
import { checkSignature, sign } from "@/lib/crypto/signatures";
import { author, type Draft, fillOf, type SigningKey } from "@/lib/gateway/author";
import { makeKey } from "@/lib/gateway/keyring";
import { checkEnvelope } from "@/lib/market/authenticate";
import { envelopeBytes, parseEnvelope, signedBytes } from "@/lib/market/command";
import { TestMarket } from "@/lib/market/test-market";

let drawn = 0;
function nextByte(): number {
  drawn += 7;
  return drawn % 256;
}
const making = {
  market: "market.example/green",
  now: 1_775_664_000,
  random: (length: number) => Uint8Array.from({ length }, nextByte),
};

async function consumerDraft(): Promise<{ market: TestMarket; draft: Draft }> {
  const market = await TestMarket.founded("author");
  const consumer = await market.addParticipant("consumer", "USER", { alg: "sm2" });
  const isSealed = (key: { keyId: string }) => key.keyId === consumer.key?.keyId;
  const { signers } = market.consent([consumer.code]);
  const keys: SigningKey[] = signers.map((key) => ({
    ...{ ...key, isSealed: isSealed(key) },
    sign: (message) => sign(key.alg, key.privateKey, message),
  }));
  const code = market.code({
    ...{ object: "U", place: "110000", energy: "00", province: "11", scope: "0", mode: "0" },
    months: market.registrationMonths,
  });
  return {
    market,
    draft: {
      type: "unit.register",
      payload: { records: [{ code, province: "11" }] },
      sealed: { "records/0/id": "U1", "records/0/owner": consumer.code, "records/0/name": "用电单元" },
      signers: [...keys, ...keys],
    },
  };
}

describe("an authored command", () => {
  it("passes the gateway's own checks and the rules, a sealed signer included", async () => {
    const { market, draft } = await consumerDraft();
    const envelope = await author(draft, making);
    expect(await checkEnvelope(envelope, (key) => market.state.get(key))).toBeUndefined();
    expect((await market.deliver(envelope)).ok).toBe(true);
    expect(parseEnvelope(envelopeBytes(envelope))).toEqual({ ok: true, value: envelope });
  });

  it("signs once for a signer named twice, hides consumers, and is good for an hour", async () => {
    const { draft } = await consumerDraft();
    const { command, signatures, openings } = await author(draft, making);
    expect(signatures).toHaveLength(2);
    expect(command.signers.map((signer) => signer.length).sort()).toEqual([32, 64]);
    expect(JSON.stringify(command)).not.toContain("用电单元");
    expect(openings["records/0/name"]?.[1]).toBe("用电单元");
    expect(command.notAfter).toBe(making.now + 3600);
    const salts = Object.values(openings).map(([salt]) => salt);
    expect(new Set(salts).size).toBe(salts.length);
  });

  it("knows how full it is", async () => {
    const { draft } = await consumerDraft();
    const small = fillOf(await author(draft, making));
    expect(small).toBeLessThan(0.1);
    const name = "长".repeat(20_000);
    expect(fillOf(await author({ ...draft, payload: { name } }, making))).toBeGreaterThan(1);
  });
});

describe("a key made for a participant", () => {
  it.each(["p256", "sm2"] as const)("%s proves that it is held, for this participant only", async (alg) => {
    const secret = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
    const { key, registration } = await makeKey("market.example", "CODE", alg, secret);
    const proof = fromHex(String(registration.proof));
    const message = new TextEncoder().encode(`lvji/key/v1\nmarket.example\nCODE\n${key.publicKey}`);
    expect(await checkSignature(alg, fromHex(key.publicKey), message, proof)).toBe("valid");
    const other = new TextEncoder().encode(`lvji/key/v1\nmarket.example\nOTHER\n${key.publicKey}`);
    expect(await checkSignature(alg, fromHex(key.publicKey), other, proof)).not.toBe("valid");
    expect(registration.custody).toBe("gateway");
  });
});

describe("a signature", () => {
  it("is over the command's bytes and nothing else", async () => {
    const { draft } = await consumerDraft();
    const envelope = await author(draft, making);
    const changed = { ...envelope.command, nonce: "0".repeat(32) };
    const [signature] = envelope.signatures;
    const key = draft.signers.find(({ keyId }) => keyId === signature?.keyId);
    const { publicKey } = { publicKey: "", ...key };
    const check = (bytes: Uint8Array) =>
      checkSignature(signature?.alg ?? "p256", fromHex(publicKey), bytes, fromHex(signature?.sig ?? ""));
    expect(await check(signedBytes(envelope.command))).toBe("valid");
    expect(await check(signedBytes(changed))).toBe("signature");
  });
});
