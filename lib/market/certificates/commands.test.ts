import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "@/lib/crypto/canonical";
import { issueTotals } from "@/lib/market/certificates/model";
import {
  axisStarts,
  type CertifiedLine,
  certificateFields,
  certificateTotals,
} from "@/lib/market/certificates/rules";
import { certificates, unitCertificates } from "@/lib/market/state";
import type { TestDraft } from "@/lib/market/test-market";
import {
  anchorMonth,
  closeDraft,
  issueDraft,
  refusalOf,
  settleMonth,
  smallMarket,
} from "@/lib/market/test-month";

const LINE: CertifiedLine = {
  ...{ settledKwh: 10, coincidentWh: 4000, type: "W1", place: "650100", province: "65" },
  ...{ mode: "bilateral", scope: "within" },
};

describe("a certificate's code and totals", () => {
  it("say what all settled lines have in common, and mixed where they differ", () => {
    expect(certificateFields([LINE, { ...LINE, settledKwh: 1 }])).toEqual({
      ...{ place: "650100", energy: "W1", scope: "1", mode: "1" },
    });
    const other = { type: "S1", place: "650200", mode: "auction", scope: "inter-area" };
    expect(certificateFields([LINE, { ...LINE, ...other }])).toEqual({
      ...{ place: "000000", energy: "MX", scope: "9", mode: "9" },
    });
    expect(certificateFields([{ ...LINE, ...other }])).toMatchObject({ scope: "3", mode: "4" });
    const middle = { ...LINE, scope: "inter-provincial", mode: "rolling" };
    expect(certificateFields([middle])).toMatchObject({ scope: "2", mode: "3" });
    expect(certificateFields([{ ...LINE, mode: "listing" }])).toMatchObject({ mode: "2" });
  });

  it("leave out lines settled at 0", () => {
    const zero = { ...LINE, settledKwh: 0, type: "S1", place: "650200", province: "15" };
    expect(certificateFields([zero, LINE])).toMatchObject({ place: "650100", energy: "W1" });
    expect(certificateTotals([zero, LINE], 77)).toEqual({
      ...{ settledKwh: 10, consumedWh: 77, coincidentWh: 4000 },
    });
    expect(() => certificateFields([zero])).toThrow(RangeError);
    expect(() => certificateFields([{ ...LINE, mode: "barter" }])).toThrow(RangeError);
  });

  it("lay the lines end to end", () => {
    expect(axisStarts([{ settledKwh: 3 }, { settledKwh: 0 }, { settledKwh: 5 }])).toEqual([0, 3, 3]);
  });
});

describe("certificate commands", () => {
  let world: Awaited<ReturnType<typeof smallMarket>>;
  let idle: string;
  const bent = (change: { payload?: Record<string, Json>; sealed?: Record<string, Json> }): TestDraft => {
    const draft = issueDraft(world.market, world.month, world.unit);
    return {
      ...draft,
      payload: { ...draft.payload, ...change.payload },
      sealed: { ...draft.sealed, ...change.sealed },
    };
  };

  beforeAll(async () => {
    world = await smallMarket("certify");
    const { market, month } = world;
    idle = await market.addUnit(world.seller.code, "a-unit");
    const deal = {
      number: "K2",
      plant: world.plant,
      unit: idle,
      contractKwh: 5,
      month,
      path: [world.channel],
    };
    await market.addContract(deal);
    const curves = new Map(world.curves).set(await market.addMeter(idle, "m-idle"), () => 0);
    await anchorMonth(market, month, curves);
    for (const meter of curves.keys()) await market.must(closeDraft(market, meter, month));
  });

  it("refuse before the month is finished", async () => {
    const { market, month, unit } = world;
    const code = market.code({
      ...{ object: "C", place: "650100", energy: "W1", province: "11", scope: "2", mode: "1" },
      months: [month],
    });
    const totals = { settledKwh: 0 };
    const draft: TestDraft = {
      type: "certificate.issue",
      payload: { code, month, version: 1, count: 1, certLinesRoot: "00".repeat(32) },
      sealed: {
        unit,
        holder: world.buyer.code,
        name: "n",
        uscc: "u",
        totals,
        consumedWh: 0,
        coincidentWh: 0,
      },
      signers: [market.exchange.key],
    };
    expect(await refusalOf(market, draft)).toMatchObject({ code: "not-finished" });
    await settleMonth(market, month);
    expect(await refusalOf(market, draft)).toMatchObject({ code: "holder", field: "name" });
  });

  it("issue nothing but what the lines say", async () => {
    const { market, plant, month } = world;
    const totals = issueTotals(market.state, world.unit, month, 1);
    if (!totals) throw new Error("a unit with lines");
    const refused: [TestDraft, string, string][] = [
      [{ ...bent({}), signers: [market.grid.key] }, "signer-missing", ""],
      [bent({ payload: { version: 2 } }), "settle-version", "version"],
      [bent({ payload: { count: 2 } }), "count", "count"],
      [bent({ payload: { count: 0 } }), "payload", "count"],
      [bent({ payload: { certLinesRoot: "11".repeat(32) } }), "root", "certLinesRoot"],
      [bent({ payload: { month: "2026-03" } }), "not-finished", "month"],
      [bent({ sealed: { unit: plant } }), "unknown", "unit"],
      [bent({ sealed: { unit: idle } }), "nothing-settled", "unit"],
      [bent({ sealed: { holder: world.seller.code } }), "holder", "holder"],
      [bent({ sealed: { name: "别人" } }), "holder", "name"],
      [bent({ sealed: { uscc: "91" } }), "holder", "uscc"],
      [bent({ sealed: { totals: { settledKwh: 1213 } } }), "totals", "totals"],
      [bent({ sealed: { consumedWh: (totals.consumedWh ?? 0) + 1 } }), "totals", "consumedWh"],
      [bent({ sealed: { coincidentWh: (totals.coincidentWh ?? 0) + 1 } }), "totals", "coincidentWh"],
      [bent({ sealed: { totals: { settledKwh: 1212, more: 1 } } }), "payload", "totals"],
      [bent({ sealed: { price: 1 } }), "sealed", "price"],
    ];
    for (const [draft, code, field] of refused) {
      const refusal = await refusalOf(market, draft);
      expect(refusal, code).toMatchObject(field === "" ? { code } : { code, field });
    }
  });

  it("give a certificate the one code it can have", async () => {
    const { market, month, unit } = world;
    const fields = {
      object: "C",
      place: "650100",
      energy: "W1",
      province: "11",
      scope: "2",
      mode: "1",
    } as const;
    const wrong = [
      { ...fields, place: "000000" },
      { ...fields, energy: "MX" },
      { ...fields, province: "31" },
      { ...fields, scope: "9" },
      { ...fields, mode: "2" },
    ];
    for (const other of wrong) {
      const code = market.code({ ...other, months: [month] });
      expect(await refusalOf(market, bent({ payload: { code } }))).toMatchObject({
        code: "code",
        field: "code",
      });
    }
    const later = market.code({ ...fields, months: ["2026-03"] });
    expect(await refusalOf(market, bent({ payload: { code: later } }))).toMatchObject({ code: "code" });
    const ahead = market.code({ ...fields, months: [month] }, 1);
    expect(await refusalOf(market, bent({ payload: { code: ahead } }))).toMatchObject({ code: "sequence" });
    const code = market.code({ ...fields, months: [month] });
    const draft = bent({});
    expect(draft.payload).toMatchObject({ code });
    const { hash } = await market.must(draft);
    expect(unitCertificates.get(market.state, month, unit)).toEqual({ code });
    const entry = market.entries.length - 1;
    expect(certificates.get(market.state, code)).toMatchObject({ entry, hash, level: "standard" });
  });

  it("let the holder choose what a certificate shows, and later only more", async () => {
    const { market, month, unit, buyer, seller } = world;
    const code = unitCertificates.get(market.state, month, unit)?.code ?? "";
    if (!buyer.key || !seller.key) throw new Error("both have keys");
    const choose = (level: string, key = buyer.key) => ({
      type: "certificate.disclose",
      payload: { code, level },
      signers: key ? [key] : [],
    });
    expect(await refusalOf(market, choose("minimal", seller.key))).toMatchObject({ code: "signer-missing" });
    // The holder has a key of its own: the exchange cannot choose for it.
    expect(await refusalOf(market, choose("minimal", market.exchange.key))).toMatchObject({
      code: "signer-missing",
    });
    expect(await refusalOf(market, choose("open"))).toMatchObject({ code: "payload" });
    expect(await refusalOf(market, choose("minimal"))).toBe("accepted");
    expect(await refusalOf(market, choose("minimal"))).toMatchObject({ code: "state" });
    expect(await refusalOf(market, choose("full"))).toBe("accepted");
    expect(await refusalOf(market, choose("standard"))).toMatchObject({ code: "level" });
    const levelEntry = market.entries.length - 1;
    expect(certificates.get(market.state, code)).toMatchObject({ level: "full", levelEntry });
    const none = { ...choose("full"), payload: { code: world.unit, level: "full" } };
    expect(await refusalOf(market, none)).toMatchObject({ code: "unknown" });
  });

  it("let the exchange choose for a holder without a key", async () => {
    const { market } = world;
    const quiet = await market.addParticipant("consumer", "quiet", { alg: null });
    const unit = await market.addUnit(quiet.code, "quiet");
    const [row] = [...certificates.list(market.state)].map(([, certificate]) => certificate);
    if (!row) throw new Error("one certificate");
    // As if it had been issued to that unit: only whose it is matters here.
    const bytes = new TextEncoder().encode(JSON.stringify({ ...row, unit, level: "standard" }));
    market.state.apply(new Map([[certificates.key(row.code), bytes]]));
    const draft = (key = market.exchange.key) => ({
      type: "certificate.disclose",
      payload: { code: row.code, level: "full" },
      signers: [key],
    });
    expect(await refusalOf(market, draft(market.grid.key))).toMatchObject({ code: "signer-missing" });
    expect(await refusalOf(market, draft())).toBe("accepted");
  });
});
