import { beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/crypto/canonical";
import { participantCode } from "@/lib/market/participants/model";
import { keys, participantKeys, participants } from "@/lib/market/state";
import { type TestKey, testKey } from "@/lib/market/test-author";
import { type TestDraft, TestMarket, type TestParticipant, testUscc } from "@/lib/market/test-market";

let market: TestMarket;

beforeEach(async () => {
  market = await TestMarket.founded("participants");
});

const nextCode = (province = "11", ahead = 0) =>
  market.code(participantCode(province, market.registrationMonths), ahead);

async function keyed(adding: Promise<TestParticipant>): Promise<Required<TestParticipant>> {
  const { code, key } = await adding;
  if (!key) throw new Error("no key");
  return { code, key };
}

/** A generator's registration with its fields changed or, by undefined, left out. */
function generator(
  change: Record<string, Json | undefined> = {},
  sealed: Record<string, Json> = {},
): TestDraft {
  const whole = {
    code: nextCode(),
    role: "generator",
    province: "11",
    name: "发电公司",
    uscc: testUscc("g"),
  };
  const record: Record<string, Json> = {};
  for (const [name, value] of Object.entries({ ...whole, ...change })) {
    if (value !== undefined) record[name] = value;
  }
  return {
    type: "participant.register",
    payload: { records: [record] },
    sealed: { "records/0/id": "g1", ...sealed },
    signers: [market.exchange.key],
  };
}

function consumer(change: Record<string, Json> = {}, sealed: Record<string, Json> = {}): TestDraft {
  const details = { "records/0/id": "c1", "records/0/name": "用户公司", "records/0/uscc": testUscc("c") };
  return {
    type: "participant.register",
    payload: { records: [{ code: nextCode(), role: "consumer", province: "11", ...change }] },
    sealed: { ...details, ...sealed },
    signers: [market.exchange.key],
  };
}

describe("participant.register", () => {
  it("keeps a generator's name public and a consumer's sealed", async () => {
    const made = await market.must(generator());
    expect(made.entry.result).toEqual({});
    const hidden = await market.must(consumer());
    const text = new TextDecoder().decode(hidden.bytes);
    for (const secret of ["c1", "用户公司", testUscc("c")]) expect(text).not.toContain(`"${secret}"`);
    const row = participants.get(market.state, "L1E110000000020260400000000000054") ?? null;
    expect(row).toBeNull();
    const [, , , generatorRow, consumerRow] = Array.from(
      participants.list(market.state),
      ([, found]) => found,
    );
    expect(generatorRow).toMatchObject({
      id: "g1",
      role: "generator",
      name: "发电公司",
      status: "active",
      entry: 1,
      record: 0,
    });
    expect(consumerRow).toMatchObject({
      id: "c1",
      role: "consumer",
      name: "用户公司",
      uscc: testUscc("c"),
      entry: 2,
    });
  });

  it("refuses forms", async () => {
    const cases: [TestDraft, object][] = [
      [generator({ uscc: "91110000" }), { code: "payload", field: "uscc", record: 0 }],
      [generator({ name: "" }), { code: "payload", field: "name", record: 0 }],
      [generator({ name: undefined }), { code: "payload", field: "name", record: 0 }],
      [generator({ role: "trader" }), { code: "payload", field: "role", record: 0 }],
      [generator({ province: "99" }), { code: "payload", field: "province", record: 0 }],
      [generator({ code: "L1E" }), { code: "payload", field: "code", record: 0 }],
      [generator({ memo: "" }), { code: "payload", field: "", record: 0 }],
      [
        { ...generator(), payload: { records: [] } },
        { code: "payload", field: "records" },
      ],
      [
        { ...generator(), payload: {} },
        { code: "payload", field: "records" },
      ],
      [generator({}, { "records/0/id": "编号" }), { code: "payload", field: "id", record: 0 }],
      [generator({}, { "records/0/id": 7 }), { code: "payload", field: "id", record: 0 }],
      [
        { ...generator(), sealed: {} },
        { code: "sealed", field: "id", record: 0 },
      ],
      [generator({}, { "records/0/name": "a" }), { code: "sealed", field: "name", record: 0 }],
      [generator({}, { "records/1/id": "a" }), { code: "sealed", field: "id", record: 1 }],
      [consumer({ name: "公开" }), { code: "payload", field: "", record: 0 }],
      [consumer({}, { "records/0/uscc": "1" }), { code: "payload", field: "uscc", record: 0 }],
    ];
    for (const [draft, refusal] of cases) expect(await market.refusal(draft)).toEqual(refusal);
  });

  it("refuses codes that do not say what the record says, in the counter's order", async () => {
    const at = { field: "code", record: 0 };
    const months = market.registrationMonths;
    const bent = (change: object) => market.code({ ...participantCode("11", months), ...change });
    expect(await market.refusal(generator({ code: bent({ place: "120000" }) }))).toEqual({
      code: "code",
      ...at,
    });
    expect(await market.refusal(generator({ code: bent({ months: ["2026-05"] }) }))).toEqual({
      code: "code",
      ...at,
    });
    const unit = market.code({ ...participantCode("11", months), object: "U", province: "11" });
    expect(await market.refusal(generator({ code: unit }))).toEqual({ code: "code", ...at });
    expect(await market.refusal(generator({ code: nextCode().replace(/.$/, "?") }))).toMatchObject({
      code: "payload",
    });
    const wrongCheck = nextCode().slice(0, 31) + (nextCode().endsWith("0") ? "1" : "0");
    expect(await market.refusal(generator({ code: wrongCheck }))).toEqual({ code: "code", ...at });
    const lookAlike = `${nextCode().slice(0, 21)}O${nextCode().slice(22)}`;
    expect(await market.refusal(generator({ code: lookAlike }))).toEqual({ code: "code", ...at });
    expect(await market.refusal(generator({ code: nextCode("11", 1) }))).toEqual({ code: "sequence", ...at });
    expect(await market.refusal(generator())).toBeUndefined();
  });

  it("takes the month of any instant of the last 24 hours", async () => {
    // 2026-05-01T10:00+08:00: a code made an hour before midnight still stands.
    market.time = 1_777_600_800;
    const april = market.code(participantCode("11", ["2026-04"]));
    expect(await market.refusal(generator({ code: april }))).toBeUndefined();
    market.time += 86_400;
    const late = market.code(participantCode("11", ["2026-04"]));
    expect(await market.refusal(generator({ code: late }, { "records/0/id": "g2" }))).toMatchObject({
      code: "code",
    });
  });

  it("refuses an id twice, and the whole batch for one record", async () => {
    await market.must(generator());
    expect(await market.refusal(generator())).toEqual({ code: "duplicate", field: "id", record: 0 });
    const first = { code: nextCode(), role: "consumer", province: "11" };
    const batch = consumer();
    const draft = {
      ...batch,
      payload: { records: [first, { ...first, code: nextCode("11", 1) }] },
      sealed: {
        ...batch.sealed,
        "records/1/id": "c1",
        "records/1/name": "b",
        "records/1/uscc": testUscc("b"),
      },
    };
    const before = [...market.state.rows.keys()];
    expect(await market.refusal(draft)).toEqual({ code: "duplicate", field: "id", record: 1 });
    expect([...market.state.rows.keys()]).toEqual(before);
  });

  it("asks the exchange, and for institutions a quorum of members instead", async () => {
    const bystander = await keyed(market.addParticipant("generator", "g0"));
    expect(await market.refusal({ ...generator(), signers: [bystander.key] })).toEqual({
      code: "signer-missing",
    });
    expect(await market.refusal({ ...generator(), signers: market.quorum })).toEqual({
      code: "signer-missing",
    });
    expect(await market.refusal(generator({ role: "grid" }))).toEqual({ code: "quorum" });
    const [, ...few] = market.quorum;
    expect(await market.refusal({ ...generator({ role: "regulator" }), signers: few })).toEqual({
      code: "quorum",
    });
    expect(
      await market.refusal({ ...generator({ role: "exchange" }), signers: market.quorum }),
    ).toBeUndefined();
  });

  it("registers a first key, once", async () => {
    const key = await testKey("first", "sm2");
    const newKey = await market.newKey(nextCode(), key);
    await market.must(generator({ key: { ...newKey, label: "值班室" } }));
    expect(keys.get(market.state, key.keyId)).toMatchObject({
      alg: "sm2",
      label: "值班室",
      from: 1,
      custody: "self",
    });
    const again = consumer({}, { "records/0/key": await market.newKey(nextCode(), key) });
    expect(await market.refusal(again)).toEqual({ code: "duplicate", field: "key", record: 0 });
    const bent = consumer({}, { "records/0/key": { ...newKey, alg: "rsa" } });
    expect(await market.refusal(bent)).toEqual({ code: "payload", field: "key", record: 0 });
  });
});

describe("a participant's keys", () => {
  let generatorRow: Required<TestParticipant>;
  let consumerRow: Required<TestParticipant>;
  let keyless: TestParticipant;
  let spare: TestKey;

  beforeEach(async () => {
    generatorRow = await keyed(market.addParticipant("generator", "g1"));
    consumerRow = await keyed(market.addParticipant("consumer", "c1"));
    keyless = await market.addParticipant("retailer", "r1", { alg: null });
    spare = await testKey("spare");
  });

  const endorse = async (of: string, isSealed: boolean, signers: TestKey[]): Promise<TestDraft> => {
    const key = await market.newKey(of, spare);
    const type = "participant.endorse-key";
    if (isSealed) return { type, payload: { participant: of }, sealed: { key }, signers };
    return { type, payload: { participant: of, key }, signers };
  };

  it("are endorsed by one of them", async () => {
    await market.must(await endorse(generatorRow.code, false, [generatorRow.key]));
    const row = keys.get(market.state, spare.keyId);
    expect(row).toMatchObject({
      participant: generatorRow.code,
      endorsedBy: generatorRow.key.keyId,
      label: "",
    });
    expect(row?.from).toBe(market.entries.length - 1);
    expect([...participantKeys.ids(market.state, generatorRow.code)]).toHaveLength(2);
  });

  it("are endorsed by the exchange while there is none, and only then", async () => {
    expect(await market.refusal(await endorse(consumerRow.code, true, [market.exchange.key]))).toEqual({
      code: "signer-missing",
    });
    expect(await market.refusal(await endorse(keyless.code, true, [generatorRow.key]))).toEqual({
      code: "signer-missing",
    });
    expect(await market.refusal(await endorse(keyless.code, true, [market.exchange.key]))).toBeUndefined();
    expect(keys.get(market.state, spare.keyId)?.endorsedBy).toBeUndefined();
  });

  it("stand where the role puts them", async () => {
    const sealed = { code: "sealed", field: "key" };
    expect(await market.refusal(await endorse(generatorRow.code, true, [generatorRow.key]))).toEqual(sealed);
    expect(await market.refusal(await endorse(consumerRow.code, false, [consumerRow.key]))).toEqual(sealed);
    const none = {
      type: "participant.endorse-key",
      payload: { participant: consumerRow.code },
      signers: [consumerRow.key],
    };
    expect(await market.refusal(none)).toEqual(sealed);
    const nobody = await endorse(nextCode(), false, [market.exchange.key]);
    expect(await market.refusal(nobody)).toEqual({ code: "unknown", field: "participant" });
  });

  it("of an institution need a quorum of members", async () => {
    expect(await market.refusal(await endorse(market.grid.code, false, [market.grid.key]))).toEqual({
      code: "quorum",
    });
    expect(await market.refusal(await endorse(market.grid.code, false, market.quorum))).toBeUndefined();
    const rotation = async (signers: TestKey[]): Promise<TestDraft> => {
      const key = await market.newKey(market.exchange.code, await testKey("rotated"));
      const payload = { participant: market.exchange.code, keyId: market.exchange.key.keyId, key };
      return { type: "participant.rotate-key", payload, signers };
    };
    expect(await market.refusal(await rotation([market.exchange.key]))).toEqual({ code: "quorum" });
    expect(await market.refusal(await rotation(market.quorum))).toBeUndefined();
    expect(await market.refusal(generator())).toEqual({ code: "key-inactive" });
  });

  it("rotate: the old one ends after the entry, the new one begins with it", async () => {
    const rotate = async (keyId: string, signers: TestKey[]): Promise<TestDraft> => ({
      type: "participant.rotate-key",
      payload: { participant: consumerRow.code },
      sealed: { key: await market.newKey(consumerRow.code, spare), keyId },
      signers,
    });
    const { keyId } = consumerRow.key;
    expect(await market.refusal(await rotate(keyId, [market.exchange.key]))).toEqual({
      code: "signer-missing",
    });
    const others = await rotate(generatorRow.key.keyId, [consumerRow.key]);
    expect(await market.refusal(others)).toEqual({ code: "unknown", field: "keyId" });
    await market.must(await rotate(keyId, [consumerRow.key]));
    const index = market.entries.length - 1;
    expect(keys.get(market.state, keyId)).toMatchObject({ until: index + 1 });
    expect(keys.get(market.state, spare.keyId)).toMatchObject({ from: index, endorsedBy: keyId });
    const { keyId: _, ...sealed } = (await rotate(keyId, [spare])).sealed ?? {};
    const unnamed = {
      type: "participant.rotate-key",
      payload: { participant: consumerRow.code },
      sealed,
      signers: [spare],
    };
    expect(await market.refusal(unnamed)).toEqual({ code: "sealed", field: "keyId" });
    const keyless = { ...unnamed, sealed: { keyId: spare.keyId } };
    expect(await market.refusal(keyless)).toEqual({ code: "sealed", field: "key" });
  });

  it("are revoked by their participant or the exchange, an institution's by itself or the members", async () => {
    const revoke = (of: Required<TestParticipant>, signers: TestKey[], isSealed = false): TestDraft => {
      const payload = { participant: of.code, reason: "遗失" };
      const { keyId } = of.key;
      const where = isSealed ? { payload, sealed: { keyId } } : { payload: { ...payload, keyId } };
      return { type: "participant.revoke-key", ...where, signers };
    };
    expect(await market.refusal(revoke(generatorRow, [consumerRow.key]))).toEqual({ code: "signer-missing" });
    expect(await market.refusal(revoke(generatorRow, [market.exchange.key], true))).toEqual({
      code: "sealed",
      field: "keyId",
    });
    expect(await market.refusal(revoke(generatorRow, [market.exchange.key]))).toBeUndefined();
    expect(await market.refusal(revoke(generatorRow, [market.exchange.key]))).toEqual({
      code: "key-inactive",
      field: "keyId",
    });
    expect(await market.refusal(revoke(consumerRow, [consumerRow.key], true))).toBeUndefined();
    expect(await market.refusal(revoke(market.grid, [market.exchange.key]))).toEqual({ code: "quorum" });
    expect(await market.refusal(revoke(market.grid, [market.grid.key]))).toBeUndefined();
    expect(await market.refusal(revoke(market.regulator, market.quorum))).toBeUndefined();
    // With no key left, the exchange stands in again.
    expect(
      await market.refusal(await endorse(consumerRow.code, true, [market.exchange.key])),
    ).toBeUndefined();
  });
});

describe("a participant's standing", () => {
  it("is the exchange's to change, once each way", async () => {
    const { code, key } = await keyed(market.addParticipant("generator", "g1"));
    const draft = (type: string, participant = code, signers = [market.exchange.key]): TestDraft => ({
      type: `participant.${type}`,
      payload: { participant, reason: "检查" },
      signers,
    });
    expect(await market.refusal(draft("suspend", code, [key]))).toEqual({ code: "signer-missing" });
    expect(await market.refusal(draft("suspend", nextCode()))).toEqual({
      code: "unknown",
      field: "participant",
    });
    expect(await market.refusal(draft("suspend", market.exchange.code))).toEqual({
      code: "role",
      field: "participant",
    });
    expect(await market.refusal(draft("resume"))).toEqual({ code: "state", field: "participant" });
    await market.must(draft("suspend"));
    expect(participants.get(market.state, code)?.status).toBe("suspended");
    expect(await market.refusal(draft("suspend"))).toEqual({ code: "state", field: "participant" });
    await market.must(draft("resume"));
    expect(participants.get(market.state, code)?.status).toBe("active");
  });
});
