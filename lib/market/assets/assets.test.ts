import { beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/crypto/canonical";
import { parseCode } from "@/lib/identifiers/trace-code";
import { channelCode, meterCode, plantCode, unitCode } from "@/lib/market/assets/model";
import { assetMeters, channels, meters, plants, units } from "@/lib/market/state";
import type { TestKey } from "@/lib/market/test-author";
import { type TestDraft, TestMarket, type TestParticipant } from "@/lib/market/test-market";

let market: TestMarket;
let owner: Required<TestParticipant>;
let consumer: Required<TestParticipant>;
let keyless: TestParticipant;

beforeEach(async () => {
  market = await TestMarket.founded("assets");
  owner = await keyed(market.addParticipant("generator", "g1"));
  consumer = await keyed(market.addParticipant("consumer", "c1"));
  keyless = await market.addParticipant("generator", "g2", { alg: null });
});

async function keyed(adding: Promise<TestParticipant>): Promise<Required<TestParticipant>> {
  const { code, key } = await adding;
  if (!key) throw new Error("no key");
  return { code, key };
}

const fieldsOf = (code: string) => {
  const parsed = parseCode(code);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed.fields;
};

function plant(
  change: Record<string, Json> = {},
  signers: TestKey[] = [market.exchange.key, owner.key],
): TestDraft {
  const place = { type: "S1", province: "15", place: "150921" };
  const code = market.code(plantCode({ ...place, ...onlyTexts(change) }, market.registrationMonths));
  const record = {
    ...{ code, id: "p1", owner: owner.code, name: "光伏电站", ...place, capacityKw: 100 },
    ...{ latE6: 41_000_001, lonE6: -112_000_001, projectCode: "LZ-1", ...change },
  };
  return { type: "plant.register", payload: { records: [record] }, signers };
}

/** The fields a code is made of, as far as a test changes them to other well-formed ones. */
function onlyTexts({ place, type }: Record<string, Json>): { place?: string; type?: string } {
  const known = typeof type === "string" && /^(W1|W2|S1|S2|H1|B1)$/.test(type);
  return {
    ...(typeof place === "string" && /^(15|11)[0-9]{4}$/.test(place) ? { place } : {}),
    ...(known ? { type } : {}),
  };
}

describe("plant.register", () => {
  it("keeps the plant, in the open", async () => {
    await market.must(plant());
    const [[[code = ""] = [], row] = []] = Array.from(plants.list(market.state));
    expect(row).toMatchObject({
      id: "p1",
      owner: owner.code,
      latE6: 41_000_001,
      lonE6: -112_000_001,
      entry: 4,
      record: 0,
    });
    expect(fieldsOf(code)).toMatchObject({
      object: "P",
      place: "150921",
      energy: "S1",
      province: "00",
      month: "2026-04",
    });
    expect(fieldsOf(code)).toMatchObject({ scope: "0", mode: "0", sequence: 1 });
  });

  it("refuses forms and what does not fit", async () => {
    const form = (field: string) => ({ code: "payload", field, record: 0 });
    const cases: [Record<string, Json>, object][] = [
      [{ type: "MX" }, form("type")],
      [{ type: "00" }, form("type")],
      [{ capacityKw: -1 }, form("capacityKw")],
      [{ capacityKw: "7" }, form("capacityKw")],
      [{ place: "15092" }, form("place")],
      [{ latE6: 90_000_001 }, form("latE6")],
      [{ lonE6: -180_000_001 }, form("lonE6")],
      [{ projectCode: "建档" }, form("projectCode")],
      [{ id: "" }, form("id")],
      [{ place: "110101" }, { code: "province", field: "place", record: 0 }],
      [{ place: "990101" }, { code: "province", field: "place", record: 0 }],
      [{ owner: "L1E110000000020260400000000009X9" }, { code: "unknown", field: "owner", record: 0 }],
    ];
    for (const [change, refusal] of cases) expect(await market.refusal(plant(change))).toEqual(refusal);
    expect(await market.refusal(plant({ projectCode: "" }))).toBeUndefined();
    expect(await market.refusal(plant())).toEqual({ code: "duplicate", field: "id", record: 0 });
  });

  it("refuses a code of another place or type", async () => {
    const months = market.registrationMonths;
    const at = { code: "code", field: "code", record: 0 };
    const wind = market.code(plantCode({ place: "150921", type: "W1" }, months));
    expect(await market.refusal(plant({ code: wind }))).toEqual(at);
    const elsewhere = market.code(plantCode({ place: "150922", type: "S1" }, months));
    expect(await market.refusal(plant({ code: elsewhere }))).toEqual(at);
  });

  it("is signed by exchange and owner, or by the exchange for an owner without a key, and says so", async () => {
    expect(await market.refusal(plant({}, [owner.key]))).toEqual({ code: "signer-missing" });
    expect(await market.refusal(plant({}, [market.exchange.key]))).toEqual({ code: "signer-missing" });
    const behalf = (
      of: string,
      onBehalfOf: string[] | undefined,
      signers = [market.exchange.key],
    ): TestDraft => {
      const draft = plant({ owner: of }, signers);
      return { ...draft, payload: { ...draft.payload, ...(onBehalfOf ? { onBehalfOf } : {}) } };
    };
    const wrong = { code: "on-behalf", field: "onBehalfOf" };
    expect(await market.refusal(behalf(keyless.code, undefined))).toEqual(wrong);
    expect(await market.refusal(behalf(keyless.code, [keyless.code, consumer.code]))).toEqual(wrong);
    expect(await market.refusal(behalf(keyless.code, [keyless.code, keyless.code]))).toEqual(wrong);
    expect(await market.refusal(behalf(owner.code, [owner.code]))).toEqual({
      code: "has-key",
      field: "onBehalfOf",
    });
    expect(await market.refusal(behalf(keyless.code, []))).toEqual({ code: "payload", field: "onBehalfOf" });
    expect(await market.refusal(behalf(keyless.code, [keyless.code]))).toBeUndefined();
  });

  it("is refused for a suspended owner, with or without a key", async () => {
    const suspend = (participant: string) =>
      market.must({
        type: "participant.suspend",
        payload: { participant, reason: "检查" },
        signers: [market.exchange.key],
      });
    await suspend(owner.code);
    expect(await market.refusal(plant({}, [market.exchange.key]))).toEqual({ code: "suspended" });
    await suspend(keyless.code);
    const draft = plant({ owner: keyless.code }, [market.exchange.key]);
    const behalf = { ...draft, payload: { ...draft.payload, onBehalfOf: [keyless.code] } };
    expect(await market.refusal(behalf)).toEqual({ code: "suspended" });
  });
});

describe("unit.register", () => {
  function unit(change: Record<string, Json> = {}, signers = [market.exchange.key, consumer.key]): TestDraft {
    const code = market.code(unitCode({ province: "11" }, market.registrationMonths));
    const sealed = { "records/0/id": "u1", "records/0/owner": consumer.code, "records/0/name": "一号户" };
    return {
      type: "unit.register",
      payload: { records: [{ code, province: "11" }] },
      sealed: { ...sealed, ...change },
      signers,
    };
  }

  it("seals whose it is", async () => {
    const made = await market.must(unit());
    const [[[code = ""] = [], row] = []] = Array.from(units.list(market.state));
    expect(row).toMatchObject({ id: "u1", owner: consumer.code, name: "一号户", province: "11", record: 0 });
    expect(fieldsOf(code)).toMatchObject({ object: "U", place: "110000", energy: "00", province: "11" });
    expect(new TextDecoder().decode(made.bytes)).not.toContain(consumer.code);
  });

  it("refuses forms, strangers, ids twice and missing consent", async () => {
    expect(await market.refusal(unit({ "records/0/owner": "nobody" }))).toEqual({
      code: "payload",
      field: "owner",
      record: 0,
    });
    const nobody = "L1E110000000020260400000000009X9";
    expect(await market.refusal(unit({ "records/0/owner": nobody }))).toEqual({
      code: "unknown",
      field: "owner",
      record: 0,
    });
    expect(await market.refusal(unit({}, [consumer.key]))).toEqual({ code: "signer-missing" });
    expect(await market.refusal(unit({}, [market.exchange.key]))).toEqual({ code: "signer-missing" });
    expect(await market.refusal(unit({ onBehalfOf: [consumer.code] }, [market.exchange.key]))).toEqual({
      code: "has-key",
      field: "onBehalfOf",
    });
    await market.must(unit());
    expect(await market.refusal(unit())).toEqual({ code: "duplicate", field: "id", record: 0 });
    await market.addUnit(keyless.code, "u2", "15");
    expect([...units.ids(market.state)]).toHaveLength(2);
  });
});

describe("meter.register", () => {
  let plantOf: string;
  let unitOf: string;

  beforeEach(async () => {
    plantOf = await market.addPlant(owner.code, "p1", { type: "S1", place: "150921" });
    unitOf = await market.addUnit(consumer.code, "u1");
  });

  const months = () => market.registrationMonths;
  function production(change: Record<string, Json> = {}, signers = [market.grid.key]): TestDraft {
    const code = market.code(meterCode({ type: "S1", place: "150921" }, months()));
    const record = { code, role: "production", grid: market.grid.code, of: plantOf, ...change };
    return {
      type: "meter.register",
      payload: { records: [record] },
      sealed: { "records/0/id": "m1" },
      signers,
    };
  }
  function consumption(change: Record<string, Json> = {}): TestDraft {
    const code = market.code(meterCode({ province: "11" }, months()));
    const record = { code, role: "consumption", grid: market.grid.code };
    const sealed = { "records/0/id": "m2", "records/0/of": unitOf, ...change };
    return { type: "meter.register", payload: { records: [record] }, sealed, signers: [market.grid.key] };
  }

  it("ties a meter to its plant in the open and to its unit under seal", async () => {
    await market.must(production());
    const sealed = await market.must(consumption());
    expect(new TextDecoder().decode(sealed.bytes)).not.toContain(unitOf);
    const rows = Array.from(meters.list(market.state), ([, row]) => row);
    expect(rows.map((row) => [row.role, row.of, row.id])).toEqual([
      ["consumption", unitOf, "m2"],
      ["production", plantOf, "m1"],
    ]);
    for (const { of, code } of rows) expect(assetMeters.has(market.state, of, code)).toBe(true);
    const [of, at] = rows.map(({ code }) => fieldsOf(code));
    expect(of).toMatchObject({ place: "110000", energy: "00", province: "11" });
    expect(at).toMatchObject({ place: "150921", energy: "S1", province: "00" });
  });

  it("is the grid company's own to sign", async () => {
    expect(await market.refusal(production({}, [market.exchange.key]))).toEqual({
      code: "signer-missing",
      record: 0,
    });
    expect(await market.refusal(production({ grid: owner.code }))).toEqual({
      code: "role",
      field: "grid",
      record: 0,
    });
    const nobody = "L1E110000000020260400000000009X9";
    expect(await market.refusal(production({ grid: nobody }))).toEqual({
      code: "unknown",
      field: "grid",
      record: 0,
    });
  });

  it("refuses meters of nothing, of the wrong kind, or without their seal", async () => {
    const unknown = { code: "unknown", field: "of", record: 0 };
    expect(await market.refusal(production({ of: unitOf }))).toEqual(unknown);
    expect(await market.refusal(consumption({ "records/0/of": plantOf }))).toEqual(unknown);
    const { "records/0/of": _, ...without } = consumption().sealed ?? {};
    expect(await market.refusal({ ...consumption(), sealed: without })).toEqual({
      code: "sealed",
      field: "of",
      record: 0,
    });
    expect(await market.refusal({ ...production(), sealed: consumption().sealed })).toEqual({
      code: "sealed",
      field: "of",
      record: 0,
    });
    expect(
      await market.refusal(production({ code: market.code(meterCode({ province: "11" }, months())) })),
    ).toMatchObject({ code: "code" });
    await market.must(production());
    expect(await market.refusal(production())).toEqual({ code: "duplicate", field: "id", record: 0 });
  });
});

describe("channel.register", () => {
  function channel(change: Record<string, Json> = {}, signers = [market.exchange.key]): TestDraft {
    const ends = { fromProvince: "15", toProvince: "11" };
    const code = market.code(channelCode(ends, market.registrationMonths));
    const record = {
      code,
      id: "h1",
      name: "锡盟—北京",
      ...ends,
      lossPpm: 65_400,
      capacityKw: 9_000_000,
      ...change,
    };
    return { type: "channel.register", payload: { records: [record] }, signers };
  }

  it("keeps the channel, its loss below the whole", async () => {
    expect(await market.refusal(channel({ lossPpm: 1_000_000 }))).toEqual({
      code: "payload",
      field: "lossPpm",
      record: 0,
    });
    expect(await market.refusal(channel({ lossPpm: -1 }))).toEqual({
      code: "payload",
      field: "lossPpm",
      record: 0,
    });
    expect(await market.refusal(channel({ toProvince: "00" }))).toEqual({
      code: "payload",
      field: "toProvince",
      record: 0,
    });
    await market.must(channel({ lossPpm: 999_999 }));
    const [[[code = ""] = [], row] = []] = Array.from(channels.list(market.state));
    expect(row).toMatchObject({
      id: "h1",
      fromProvince: "15",
      toProvince: "11",
      lossPpm: 999_999,
      capacityKw: 9_000_000,
    });
    expect(fieldsOf(code)).toMatchObject({ object: "H", place: "150000", energy: "00", province: "11" });
  });

  it("refuses other signers, codes and ids", async () => {
    expect(await market.refusal(channel({}, [market.grid.key]))).toEqual({ code: "signer-missing" });
    const reversed = market.code(
      channelCode({ fromProvince: "11", toProvince: "15" }, market.registrationMonths),
    );
    expect(await market.refusal(channel({ code: reversed }))).toEqual({
      code: "code",
      field: "code",
      record: 0,
    });
    await market.must(channel());
    expect(await market.refusal(channel())).toEqual({ code: "duplicate", field: "id", record: 0 });
  });
});
