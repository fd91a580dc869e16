import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/crypto/canonical";
import type { JsonObject } from "@/lib/market/command";
import { keys, memberKeys, memberNames, participants, readMarket, rosters } from "@/lib/market/state";
import { testKey } from "@/lib/market/test-author";
import { TEST_ORIGIN, TestMarket } from "@/lib/market/test-market";

const found = async (market: TestMarket, change: JsonObject = {}, signers = market.founders) =>
  market.refusal({ type: "genesis", payload: { ...market.genesis, ...change }, signers });

const founders = (market: TestMarket, change: (founder: JsonObject, i: number) => JsonObject): Json => {
  const { participants } = market.genesis;
  return Array.isArray(participants) ? participants.map(change) : [];
};

describe("genesis", () => {
  it("founds a market: its row, its members, its institutions and their keys", async () => {
    const market = await TestMarket.founded("genesis", { twoPersonKwh: 1_000_000 });
    expect(readMarket(market.state)).toEqual({
      origin: TEST_ORIGIN,
      prefix: "88.100.1",
      rules: "1",
      twoPersonKwh: 1_000_000,
    });
    expect(Array.from(rosters.list(market.state), ([, roster]) => roster)).toEqual([market.roster]);
    expect(Array.from(participants.list(market.state), ([, row]) => row.role)).toEqual([
      "exchange",
      "grid",
      "regulator",
    ]);
    expect(keys.get(market.state, market.regulator.key.keyId)).toMatchObject({
      alg: "sm2",
      from: 0,
      custody: "gateway",
    });
    for (const { name, cosign } of market.members) {
      expect(memberKeys.get(market.state, cosign.keyId)).toEqual({
        member: name,
        publicKey: cosign.publicKey,
      });
      expect(memberNames.get(market.state, name)).toEqual({ keyId: cosign.keyId });
    }
  });

  it("happens once, and nothing happens before it", async () => {
    const market = await TestMarket.create("once");
    const early = { type: "participant.suspend", payload: { participant: market.grid.code, reason: "why" } };
    expect(await market.refusal({ ...early, signers: [market.exchange.key] })).toEqual({
      code: "signer-unknown",
      field: "signature/0",
    });
    const outcome = market.execute(await market.author({ ...early, signers: [market.exchange.key] }));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "type" } });
    expect(await found(market)).toBeUndefined();
    expect(await found(market)).toEqual({ code: "type", field: "type" });
  });

  it("refuses forms", async () => {
    const market = await TestMarket.create("forms");
    expect(await found(market, { prefix: "88" })).toEqual({ code: "payload", field: "prefix" });
    expect(await found(market, { rules: "2" })).toEqual({ code: "payload", field: "rules" });
    expect(await found(market, { twoPersonKwh: -1 })).toEqual({ code: "payload", field: "twoPersonKwh" });
    expect(await found(market, { memo: "" })).toEqual({ code: "payload", field: "" });
    expect(await found(market, { participants: [] })).toEqual({ code: "payload", field: "participants" });
    expect(await found(market, { origin: "other.example" })).toEqual({ code: "market", field: "origin" });
  });

  it("refuses what is not this market's first roster", async () => {
    const market = await TestMarket.create("roster");
    const { members } = market.roster;
    const roster = (change: object): Json => JSON.parse(JSON.stringify({ ...market.roster, ...change }));
    const bent = async (value: Json) => {
      const outcome = market.execute(
        await market.author({
          type: "genesis",
          payload: { ...market.genesis, roster: value },
          signers: market.founders,
        }),
      );
      return outcome.ok ? "ok" : `${outcome.refusal.code} ${outcome.refusal.reason}`;
    };
    expect(await bent(roster({}))).toBe("ok");
    expect(await bent(roster({ members: members.slice(1) }))).toBe("roster not a roster: members");
    expect(await bent(roster({ origin: "other.example" }))).toBe(
      "roster is not this market's from its beginning",
    );
    expect(await bent(roster({ from: 1 }))).toBe("roster is not this market's from its beginning");
    expect(await bent("roster")).toBe("roster not a roster: fields");
  });

  it("is signed by every first key and every member, and by nobody else", async () => {
    const market = await TestMarket.create("signers");
    const [first, ...rest] = market.founders;
    if (!first) throw new Error("no founders");
    expect(await found(market, {}, rest)).toEqual({ code: "signer-missing" });
    expect(await found(market, {}, market.founders.slice(0, -1))).toEqual({ code: "signer-missing" });
    const stranger = await testKey("stranger");
    const outcome = market.execute(
      await market.author({
        type: "genesis",
        payload: market.genesis,
        signers: [...market.founders, stranger],
      }),
    );
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "signer-unknown" } });
    const twice = market.execute(
      await market.author({ type: "genesis", payload: market.genesis, signers: [first, ...market.founders] }),
    );
    expect(twice).toMatchObject({ ok: false, refusal: { code: "signers" } });
  });

  it("has one exchange, one grid company and one regulator, each with its own code, id and key", async () => {
    const market = await TestMarket.create("roles");
    const grids = founders(market, (founder) => ({ ...founder, role: "grid" }));
    expect(await found(market, { participants: grids })).toEqual({ code: "role", field: "participants" });
    const traders = founders(market, (founder) => ({ ...founder, role: "generator" }));
    expect(await found(market, { participants: traders })).toMatchObject({ code: "payload" });
    const sameId = founders(market, (founder) => ({ ...founder, id: "one" }));
    expect(await found(market, { participants: sameId })).toEqual({
      code: "duplicate",
      field: "id",
      record: 1,
    });
    const sameCode = founders(market, (founder) => ({ ...founder, code: market.exchange.code }));
    expect(await found(market, { participants: sameCode })).toEqual({
      code: "sequence",
      field: "code",
      record: 1,
    });
    const key = { alg: "p256", publicKey: market.exchange.key.publicKey, custody: "self" };
    const sameKey = founders(market, (founder) => ({ ...founder, key }));
    const signers = market.founders.filter(
      ({ alg, keyId }) => alg === "ed25519" || keyId === market.exchange.key.keyId,
    );
    expect(await found(market, { participants: sameKey }, signers)).toEqual({
      code: "duplicate",
      field: "key",
      record: 1,
    });
  });
});
