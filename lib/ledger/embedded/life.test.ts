/** A market's whole month, from registration to certificate, on four nodes: the same bytes as the rules alone. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import type { Envelope } from "@/lib/market/command";
import { readCertificateStatus, readKeyStatus } from "@/lib/market/members/status";
import { TEST_TIME, type TestMarket } from "@/lib/market/test-market";
import { anchorMonth, closeDraft, issueMonth, settleMonth, smallMarket } from "@/lib/market/test-month";
import { marketRules } from "../node/market-rules";
import { memberSigner } from "../node/signer";
import { TestDisks } from "../test-disks";
import { temporaryData } from "../test-ledger";
import { checkSound } from "../test-soundness";
import { Council, type Seat } from "./council";
import { EmbeddedLedger } from "./embedded-ledger";

describe("a whole month", () => {
  const { dataDir, drop } = temporaryData();
  let market: TestMarket;
  let ledger: EmbeddedLedger;
  let certificate: string;
  let lostKey: string;

  beforeAll(async () => {
    const small = await smallMarket("ledger-life");
    market = small.market;
    await anchorMonth(market, small.month, small.curves);
    for (const meter of [small.producing, small.consuming])
      await market.must(closeDraft(market, meter, small.month));
    await settleMonth(market, small.month);
    const [issued] = await issueMonth(market, small.month);
    certificate = String(issued?.entry.command.payload.code);
    lostKey = small.buyer.key?.keyId ?? "";
    const lost = { payload: { participant: small.buyer.code, reason: "遗失" }, sealed: { keyId: lostKey } };
    await market.must({ type: "participant.revoke-key", ...lost, signers: [market.exchange.key] });
    ledger = await foundedAs(market, dataDir);
  });
  afterAll(async () => {
    await ledger.close();
    drop();
  });

  test("comes out byte for byte as the rules alone have it", async () => {
    for (const blob of market.blobs.values())
      await expect(ledger.putBlob(blob)).rejects.toThrow(/no such meter/);
    const results: string[] = [];
    for (const envelope of market.envelopes.slice(1)) results.push(await deliver(envelope));
    expect(results.filter((result) => result !== "ok")).toEqual([]);
    const leaves = await ledger.entries(0, 1_000);
    expect(leaves.map(({ bytes }) => toHex(bytes))).toEqual(market.entries.map(({ bytes }) => toHex(bytes)));
    await checkSound(ledger, market.envelopes);
  });

  /** Submits, after the blob it names was stored. */
  async function deliver(envelope: Envelope): Promise<string> {
    const blob = market.blobs.get(String(envelope.command.payload.blob));
    if (blob) await ledger.putBlob(blob);
    const result = await ledger.submit(envelope);
    return result.ok ? "ok" : `${envelope.command.type}: ${result.refusal.code}`;
  }

  test("leaves the state the rules alone leave, row for row", async () => {
    const keys = [...market.state.rows.keys()].sort();
    const tables = [...new Set(keys.map((key) => key.split("/")[0] ?? ""))];
    const found = (await Promise.all(tables.map((table) => ledger.stateKeys(table, 100_000)))).flat();
    expect([...new Set(found)].sort()).toEqual(keys);
    for (const key of keys) {
      expect(toHex((await ledger.state(key)) ?? utf8("")), key).toBe(
        toHex(market.state.rows.get(key) ?? utf8("-")),
      );
    }
  });

  test("its certificate and its keys are attested by every member", async () => {
    const { size } = await ledger.checkpoint();
    const issued = market.entries.findIndex(({ entry }) => entry.type === "certificate.issue");
    const notes = await ledger.attest({ kind: "certificate", code: certificate });
    expect(notes).toHaveLength(4);
    for (const note of notes) {
      const read = await readCertificateStatus(note, market.roster);
      const status = { code: certificate, status: "valid", version: 1, index: issued, size, time: TEST_TIME };
      expect(read).toMatchObject({ ok: true, value: status });
    }
    const [lost] = await ledger.attest({ kind: "key", keyId: lostKey });
    const revoked = { status: "revoked", index: market.entries.length - 1 };
    expect(await readKeyStatus(lost ?? "", market.roster)).toMatchObject({ ok: true, value: revoked });
  });

  test("is the same again in a member that was rebuilt from the others", async () => {
    const before = await ledger.members();
    await ledger.rebuild(before[0]?.name ?? "");
    expect(await ledger.members()).toEqual(before);
  });
});

/** An embedded ledger whose members and genesis are the test market's. */
async function foundedAs(market: TestMarket, dataDir: string): Promise<EmbeddedLedger> {
  const disks = new TestDisks();
  const seats = market.members.map(({ name, log, cosign }): Seat => {
    const signer = memberSigner({
      name,
      logSeed: log.privateKey,
      logKey: fromHex(log.publicKey),
      cosignSeed: cosign.privateKey,
      cosignKey: fromHex(cosign.publicKey),
    });
    const vacant = { store: undefined, node: undefined, reason: undefined, scrubbed: false };
    return { name, folder: `${dataDir}/${name}`, signer, state: "lagging", ...vacant };
  });
  const ledger = new EmbeddedLedger(new Council(seats, disks.open), marketRules, () => market.time);
  await ledger.start(async () => {
    const [genesis] = market.envelopes;
    if (!genesis) throw new Error("no genesis");
    return genesis;
  });
  return ledger;
}
