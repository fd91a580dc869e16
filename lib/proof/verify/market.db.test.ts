import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { fromHex } from "@/lib/crypto/bytes";
import type { Desk } from "@/lib/gateway/desk";
import { discloseCertificate } from "@/lib/gateway/disclose";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { hashMark, rosterMark } from "@/lib/market/certificates/qr";
import { fingerprint, fingerprintHex, type Roster } from "@/lib/market/members/roster";
import { type BundleRequest, buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { opening, type TestDatabase } from "@/lib/store/test-database";
import type { Trust } from "./checks";
import { verify } from "./verify";

/** Bundles of a market made from CSV files, over the real gateway, ledger and store. */
let database: TestDatabase;
let ledger: Ledger;
let desk: Desk;
let codes: readonly string[];
let roster: Roster;
const seconds = () => Math.floor(Date.now() / 1000);

beforeAll(
  opening(openTestDesk, async (opened) => {
    ({ database, ledger, desk } = opened);
    const market = randomMarket(2);
    for (const { name, text } of market.files) {
      const path = join(database.dataDir, `${name}.csv`);
      writeFileSync(path, text);
      await runJob(desk, "import", { name, path, zero: false, ownerKeys: "mixed" });
    }
    await runJob(desk, "settle", { month: market.month, preview: false });
    codes = (await runJob(desk, "issue", { month: market.month })).certificates.map(({ code }) => code);
    const [first] = await ledger.roster();
    if (!first) throw new Error("no roster");
    roster = first;
  }),
);

async function build(code: string, request: Omit<BundleRequest, "code"> = {}) {
  const built = await buildBundle(new Source(ledger), { code, ...request });
  if (!built.ok) throw new Error(built.code);
  return built.bundle;
}

async function verdictOf(bundle: unknown, trust: Trust = {}, now = seconds()) {
  const verdict = await verify(JSON.stringify(bundle), trust, now);
  const ends = Object.fromEntries(verdict.checks.map(({ id, ok, code }) => [id, ok === true ? "ok" : code]));
  return { ...verdict, ends };
}

const codeAt = (at: number): string => {
  const code = codes[at % codes.length];
  if (code === undefined) throw new Error("no certificate");
  return code;
};

describe("a bundle of a real market", () => {
  it("without a kWh, with one, and of the whole month", async () => {
    const header = await verdictOf(await build(codeAt(0)));
    expect(header.verdict).toBe("verified");
    expect(header.ends).toMatchObject({
      line: "ok",
      settlement: "ok",
      balance: "ok",
      kwh: "no-kwh",
      reading: "no-kwh",
    });
    const one = await verdictOf(await build(codeAt(0), { kwh: 1 }), { kwh: 1 });
    expect(one.ends).toMatchObject({ kwh: "ok", reading: "ok", segment: "ok", consumption: "attested" });
    expect(one.figures?.kwh?.pieces.reduce((sum, { landedWh }) => sum + landedWh, 0)).toBe(1_000);
    const month = await verdictOf(await build(codeAt(0), { month: true }));
    expect(month.ends).toMatchObject({ segment: "ok", reading: "ok", balance: "ok", kwh: "no-kwh" });
    const drawn = month.figures?.month96?.lines.flatMap(({ consumedWh }) => consumedWh) ?? [];
    expect(drawn.reduce((sum, wh) => sum + wh, 0)).toBe(1_000 * (month.figures?.settledKwh ?? 0));
  });

  it("under every pin, bound to its print, and grown from what this device saw", async () => {
    const before = await ledger.checkpoint();
    await discloseCertificate(desk, codeAt(2), "standard");
    const bundle = await build(codeAt(0), { kwh: 1, since: before.size });
    const hash = (await verdictOf(bundle)).figures?.hash ?? "";
    const seen = { size: before.size, root: before.root, asked: true };
    const print = { v: hashMark(fromHex(hash)), t: rosterMark(fingerprint(roster)) };
    for (const pin of [
      { fingerprint: fingerprintHex(roster) },
      { t: print.t },
      { pinned: fingerprintHex(roster) },
    ]) {
      const verdict = await verdictOf(bundle, { ...pin, ...print, seen, code: codeAt(0) });
      expect(verdict).toMatchObject({ verdict: "verified", pinned: true, trust: "single-operator" });
      expect(verdict.ends).toMatchObject({ roster: "ok", qr: "ok", consistency: "ok", status: "ok" });
    }
    const fork = await verdictOf(bundle, { seen: { ...seen, root: "00".repeat(32) } });
    expect(fork.ends.consistency).toBe("fork");
    expect((await verdictOf(bundle)).ends).toMatchObject({
      roster: "not-pinned",
      consistency: "first-visit",
    });
  });

  it("ages: as of a time of day, then stale; and says when the clock is wrong", async () => {
    const bundle = await build(codeAt(0));
    const at = async (now: number) => {
      const { verdict, status, ends } = await verdictOf(bundle, {}, now);
      return [verdict, status.standing, status.age, ends.status];
    };
    expect(await at(seconds())).toEqual(["verified", "valid", "now", "ok"]);
    expect(await at(seconds() + 3_600)).toEqual(["verified", "valid", "today", "ok"]);
    expect(await at(seconds() + 100_000)).toEqual(["verified", "unknown", "stale", "stale"]);
    expect(await at(seconds() - 3_600)).toEqual(["verified", "unknown", "clock", "clock"]);
  });

  it("at every level its holder chooses", async () => {
    expect(await discloseCertificate(desk, codeAt(0), "minimal")).toMatchObject({ ok: true });
    const minimal = await verdictOf(await build(codeAt(0), { month: true }));
    expect(minimal).toMatchObject({ verdict: "verified", figures: { level: "minimal", lines: [] } });
    expect(minimal.ends).toMatchObject({
      line: "withheld",
      settlement: "withheld",
      kwh: "withheld",
      inclusion: "ok",
    });
    const refused = await buildBundle(new Source(ledger), { code: codeAt(0), kwh: 1 });
    expect(refused).toEqual({ ok: false, code: "withheld" });
    expect(await discloseCertificate(desk, codeAt(0), "full")).toMatchObject({ ok: true });
    const full = await verdictOf(await build(codeAt(0), { kwh: 1, month: true }));
    expect(full).toMatchObject({ verdict: "verified", figures: { level: "full" } });
    expect(full.ends).toMatchObject({ consumption: "ok", settlement: "ok", kwh: "ok" });
  });
});
