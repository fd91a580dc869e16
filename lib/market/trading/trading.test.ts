import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Json } from "@/lib/crypto/canonical";
import { parseCode } from "@/lib/identifiers/trace-code";
import {
  contractedPlants,
  contractedUnits,
  contractNumbers,
  contracts,
  months,
  plantContracts,
  textId,
  unitContracts,
} from "@/lib/market/state";
import { type TestContract, type TestDraft, TestMarket } from "@/lib/market/test-market";
import { contractCode } from "@/lib/market/trading/model";
import { contractSentWh, pathProblem, SENT_LIMIT_WH } from "@/lib/market/trading/rules";

let market: TestMarket;
let plant: string;
let unit: string;
let parties: Record<"generator" | "consumer" | "retailer" | "keyless", string>;
let channel: Record<"there" | "on" | "back", string>;

beforeEach(async () => {
  market = await TestMarket.founded("trading");
  const codeOf = async (role: "generator" | "consumer" | "retailer", id: string, alg?: null) =>
    (await market.addParticipant(role, id, alg === null ? { alg } : {})).code;
  parties = {
    generator: await codeOf("generator", "g1"),
    consumer: await codeOf("consumer", "c1"),
    retailer: await codeOf("retailer", "r1"),
    keyless: await codeOf("consumer", "c2", null),
  };
  plant = await market.addPlant(parties.generator, "p1", { place: "150921" });
  unit = await market.addUnit(parties.consumer, "u1", "11");
  channel = {
    there: await market.addChannel("h1", "15", "13", 65_400),
    on: await market.addChannel("h2", "13", "11", 20_000),
    back: await market.addChannel("h3", "13", "15", 0),
  };
});

const deal = (change: Partial<TestContract> = {}): TestContract => ({
  ...{ number: "合同-1", plant, unit, contractKwh: 500, month: "2026-03" },
  path: [channel.there, channel.on],
  ...change,
});
const draft = (change: Partial<TestContract> = {}) => market.contractDraft(deal(change));
/** A draft with a field sealed otherwise. */
const sealing = (name: string, value: Json): TestDraft => {
  const whole = draft();
  return { ...whole, sealed: { ...whole.sealed, [`records/0/${name}`]: value } };
};
const at = (field: string) => ({ field, record: 0 });

describe("contract.record", () => {
  it("keeps the contract under seal, its month, plant, mode, term and scope in the open", async () => {
    const made = draft();
    const { bytes } = await market.must(made);
    const text = new TextDecoder().decode(bytes);
    for (const secret of ["合同-1", unit, parties.consumer, channel.there])
      expect(text).not.toContain(secret);
    expect(contracts.get(market.state, made.code)).toEqual({
      ...{ code: made.code, number: "合同-1", plant, unit, via: "", month: "2026-03", contractKwh: 500 },
      ...{
        energyPrice: 300_000,
        environmentPrice: 30_000,
        mode: "bilateral",
        term: "monthly",
        scope: "inter-provincial",
      },
      ...{ path: [channel.there, channel.on], secret: made.sealed["records/0/secret"], onBehalf: [] },
      ...{ entry: market.entries.length - 1, record: 0 },
    });
    expect(contractNumbers.get(market.state, textId("合同-1"))).toEqual({ code: made.code });
    expect(plantContracts.has(market.state, "2026-03", plant, made.code)).toBe(true);
    expect(unitContracts.has(market.state, "2026-03", unit, made.code)).toBe(true);
    // domain §3's worked line: 500 kWh over 65,400 then 20,000 ppm.
    expect(contractedPlants.get(market.state, "2026-03", plant)).toEqual({ wh: 545_908, count: 1 });
    expect(contractedUnits.get(market.state, "2026-03", unit)).toEqual({ wh: 500_000, count: 1 });
    const parsed = parseCode(made.code);
    expect(parsed.ok && parsed.fields).toMatchObject({
      object: "K",
      place: "150921",
      energy: "W1",
      province: "11",
      month: "2026-03",
    });
  });

  it("refuses forms", async () => {
    const record = (change: Record<string, Json>): TestDraft => {
      const whole = draft();
      const [first] = Array.isArray(whole.payload.records) ? whole.payload.records : [];
      return { ...whole, payload: { records: [Object.assign({}, first, change)] } };
    };
    for (const [field, value] of [
      ["month", "2026-13"],
      ["mode", "swap"],
      ["term", "daily"],
      ["scope", "outer"],
      ["plant", "P1"],
    ] as const) {
      expect(await market.refusal(record({ [field]: value }))).toEqual({ code: "payload", ...at(field) });
    }
    for (const [field, value] of [
      ["number", ""],
      ["unit", "U1"],
      ["via", "R1"],
      ["contractKwh", -1],
      ["contractKwh", "500"],
      ["energyPrice", -1],
      ["environmentPrice", true],
      ["path", "h1"],
      ["path", ["h1"]],
      ["secret", "00"],
    ] as const) {
      expect(await market.refusal(sealing(field, value))).toEqual({ code: "payload", ...at(field) });
    }
    expect(await market.refusal(sealing("number", "号".repeat(301)))).toEqual({
      code: "payload",
      ...at("number"),
    });
    const { "records/0/secret": _, ...sealed } = draft().sealed;
    expect(await market.refusal({ ...draft(), sealed })).toEqual({ code: "sealed", ...at("secret") });
  });

  it("refuses what is not registered, and a seller that is none", async () => {
    const none = "L1E110000000020260400000000009X9";
    const whole = draft();
    const [first] = Array.isArray(whole.payload.records) ? whole.payload.records : [];
    const strange = { ...whole, payload: { records: [Object.assign({}, first, { plant: unit })] } };
    expect(await market.refusal(strange)).toEqual({ code: "unknown", ...at("plant") });
    expect(await market.refusal(sealing("unit", plant))).toEqual({ code: "unknown", ...at("unit") });
    expect(await market.refusal(sealing("via", none))).toEqual({ code: "unknown", ...at("via") });
    expect(await market.refusal(sealing("via", parties.generator))).toEqual({ code: "role", ...at("via") });
    expect(await market.refusal(sealing("path", [channel.there, plant]))).toEqual({
      code: "unknown",
      ...at("path"),
    });
  });

  it("refuses paths that do not lead from the plant to the unit", async () => {
    const path = { code: "path", ...at("path") };
    for (const channels of [
      [],
      [channel.on],
      [channel.there],
      [channel.there, channel.back],
      [channel.there, channel.on, channel.on],
    ]) {
      expect(await market.refusal(draft({ path: channels }))).toEqual(path);
    }
    const round = [channel.there, channel.back, channel.there, channel.on];
    expect(await market.refusal(draft({ path: round }))).toEqual(path);
    expect(await market.refusal(draft())).toBeUndefined();
  });

  it("refuses quantities below 1 kWh, lines of 2^48 Wh sent, and months of 2^53", async () => {
    const range = { code: "range", ...at("contractKwh") };
    expect(await market.refusal(draft({ contractKwh: 0 }))).toEqual(range);
    const most = Math.floor((SENT_LIMIT_WH - 1) / 1000);
    expect(await market.refusal(draft({ contractKwh: most }))).toEqual(range);
    const home = await market.addUnit(parties.consumer, "u2", "15");
    const local = { unit: home, path: [] };
    expect(await market.refusal(draft({ ...local, contractKwh: most + 1 }))).toEqual(range);
    for (let n = 0; n < 32; n++)
      await market.addContract(deal({ ...local, number: `n${n}`, contractKwh: most }));
    // 2^53 − 32·2^48 is what 32 roundings to whole kWh left over.
    expect(await market.refusal(draft({ ...local, contractKwh: most }))).toEqual(range);
    expect(await market.refusal(draft({ ...local, contractKwh: 1 }))).toBeUndefined();
    expect(
      await market.refusal(draft({ ...local, number: "other", contractKwh: most, month: "2026-04" })),
    ).toBeUndefined();
  });

  it("refuses a number twice in the market, a frozen month and a wrong code", async () => {
    await market.must(draft());
    expect(await market.refusal(draft({ month: "2026-04" }))).toEqual({ code: "duplicate", ...at("number") });
    const row = {
      version: 1,
      stage: "frozen" as const,
      inputRoot: "",
      plants: 1,
      settled: 0,
      traced: 0,
      freezeEntry: 1,
    };
    const { rows } = market.state;
    const write = {
      ...market.state,
      put: (key: string, value: Uint8Array) => void rows.set(key, value),
      delete: () => {},
    };
    months.put(write, ["2026-02"], row);
    expect(await market.refusal(draft({ number: "2", month: "2026-02" }))).toEqual({
      code: "frozen",
      ...at("month"),
    });
    const elsewhere = market.code(
      contractCode({ place: "150921", type: "W1" }, { province: "15" }, "2026-03"),
    );
    expect(await market.refusal(draft({ number: "2", contract: elsewhere }))).toEqual({
      code: "code",
      ...at("contract"),
    });
    const otherMonth = market.code(
      contractCode({ place: "150921", type: "W1" }, { province: "11" }, "2026-04"),
    );
    expect(await market.refusal(draft({ number: "2", contract: otherMonth }))).toEqual({
      code: "code",
      ...at("contract"),
    });
    const ahead = market.code(
      contractCode({ place: "150921", type: "W1" }, { province: "11" }, "2026-03"),
      1,
    );
    expect(await market.refusal(draft({ number: "2", contract: ahead }))).toEqual({
      code: "sequence",
      ...at("contract"),
    });
  });

  it("is signed by both owners and the seller between them", async () => {
    const whole = draft({ via: parties.retailer });
    expect(whole.signers).toHaveLength(4);
    for (const party of [parties.generator, parties.consumer, parties.retailer]) {
      const signers = whole.signers.filter((key) => key !== market.keyOf.get(party));
      expect(await market.refusal({ ...whole, signers })).toEqual({ code: "signer-missing" });
    }
    const withoutExchange = whole.signers.filter((key) => key !== market.exchange.key);
    expect(await market.refusal({ ...whole, signers: withoutExchange })).toBeUndefined();
    expect(contracts.get(market.state, whole.code)?.via).toBe(parties.retailer);
  });

  it("is signed by the exchange for whoever has no key, under seal, and the row says for whom", async () => {
    const theirs = await market.addUnit(parties.keyless, "u2", "11");
    const whole = draft({ unit: theirs });
    const { onBehalfOf, ...unnamed } = whole.sealed;
    expect(onBehalfOf).toEqual([parties.keyless]);
    expect(await market.refusal({ ...whole, sealed: unnamed })).toEqual({
      code: "on-behalf",
      field: "onBehalfOf",
    });
    const withoutExchange = whole.signers.filter((key) => key !== market.exchange.key);
    expect(await market.refusal({ ...whole, signers: withoutExchange })).toEqual({ code: "signer-missing" });
    const { bytes } = await market.must(whole);
    expect(new TextDecoder().decode(bytes)).not.toContain(parties.keyless);
    expect(contracts.get(market.state, whole.code)?.onBehalf).toEqual([parties.keyless]);
  });

  it("takes a batch whole or not at all", async () => {
    const [one, two] = [draft(), draft({ number: "2", contractKwh: 0 })];
    const records = [one, two].flatMap(({ payload }) =>
      Array.isArray(payload.records) ? payload.records : [],
    );
    const second = Object.entries(two.sealed).map(([name, value]) => [
      name.replace("records/0", "records/1"),
      value,
    ]);
    const both = { ...one, payload: { records }, sealed: { ...one.sealed, ...Object.fromEntries(second) } };
    const before = [...market.state.rows.keys()];
    expect(await market.refusal(both)).toEqual({ code: "range", field: "contractKwh", record: 1 });
    expect([...market.state.rows.keys()]).toEqual(before);
  });
});

describe("paths", () => {
  const province = fc.constantFrom("11", "13", "15", "21");
  const channelOf = fc.record({
    code: fc.constantFrom("a", "b", "c", "d", "e"),
    fromProvince: province,
    toProvince: province,
    lossPpm: fc.constant(0),
  });

  it("lead step by step from the plant to the unit, each channel once", () => {
    fc.assert(
      fc.property(fc.array(channelOf, { maxLength: 5 }), province, province, (path, from, to) => {
        const stops = [from, ...path.map((one) => one.toProvince)];
        const leads = path.every((one, i) => one.fromProvince === stops[i]) && stops.at(-1) === to;
        const once = new Set(path.map((one) => one.code)).size === path.length;
        expect(pathProblem(path, from, to) === undefined).toBe(leads && once);
      }),
    );
  });

  it("carry a quantity back exactly, as BigInt does, up to 2^48", () => {
    const edges = fc.array(fc.record({ lossPpm: fc.integer({ min: 0, max: 999_999 }) }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000_000_000 }), edges, (kwh, path) => {
        const sent = path.reduceRight((wh, { lossPpm }) => {
          const kept = 1_000_000n - BigInt(lossPpm);
          return (wh * 1_000_000n + kept - 1n) / kept;
        }, BigInt(kwh) * 1000n);
        expect(contractSentWh(kwh, path)).toBe(sent < 2n ** 48n ? Number(sent) : undefined);
      }),
    );
    for (const kwh of [0, -1, 1.5, Number.NaN]) expect(contractSentWh(kwh, [])).toBeUndefined();
  });
});
