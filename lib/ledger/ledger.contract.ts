/** What every engine must do, whatever orders its commands. An engine's test opens it and runs this. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { leafHash, rootOf } from "@/lib/crypto/merkle/tree";
import { verifyConsistency, verifyInclusion } from "@/lib/crypto/merkle/verify";
import { decodeEntries, tilePath, tileWidth } from "@/lib/crypto/note/tiles";
import { checkSignature } from "@/lib/crypto/signatures";
import type { Envelope } from "@/lib/market/command";
import { checkCheckpoint } from "@/lib/market/members/checkpoint";
import type { Roster } from "@/lib/market/members/roster";
import { readKeyStatus } from "@/lib/market/members/status";
import { heldMessage } from "@/lib/market/metering/blob";
import type { Checkpoint, Ledger, Receipt, SubmitResult } from "./ledger";
import { channelCommand, type Founded, founded, TEST_TIME, typesOf } from "./test-ledger";
import { anchorDay, type MeteredMarket, meteredMarket } from "./test-metering";

/** An engine that was just founded, and the clock it takes the time from. */
export interface Engine {
  readonly ledger: Ledger;
  readonly dataDir: string;
  setTime(seconds: number): void;
  stop(): Promise<void>;
}

/** What every engine of the ledger must do, as tests of the engine that `start` opens. */
export function ledgerContract(name: string, start: () => Promise<Engine>): void {
  describe(`the ledger contract: ${name}`, () => {
    let engine: Engine;
    let ledger: Ledger;
    let market: Founded;
    let channels = 0;

    beforeAll(async () => {
      engine = await start();
      ledger = engine.ledger;
      market = await founded(engine.dataDir, ledger);
    });
    afterAll(() => engine.stop());

    const nextChannel = () => channelCommand(market, ++channels);

    test("begins with genesis and a roster", async () => {
      expect(await typesOf(ledger)).toEqual(["genesis"]);
      const rosters = await ledger.roster();
      expect(rosters).toHaveLength(1);
      expect(rosters[0]?.members).toHaveLength(4);
      expect((await ledger.checkpoint()).size).toBe(1);
    });

    test("answers an accepted command with its entry's place, hash and time", async () => {
      const envelope = await nextChannel();
      const receipt = accepted(await ledger.submit(envelope));
      const [leaf] = await ledger.entries(receipt.index, 1);
      expect(leaf?.hash).toBe(receipt.hash);
      expect(toHex(leafHash(leaf?.bytes ?? utf8("")))).toBe(receipt.hash);
      expect(receipt.time).toBe(TEST_TIME);
      expect(await ledger.receipt(receipt.txId)).toEqual(receipt);
      expect((await ledger.checkpoint()).size).toBeGreaterThan(receipt.index);
    });

    test("gives a known command its first receipt, one after the other and at once", async () => {
      const envelope = await nextChannel();
      const before = (await ledger.checkpoint()).size;
      const together = await Promise.all(Array.from({ length: 8 }, () => ledger.submit(envelope)));
      const later = await ledger.submit(envelope);
      expect(new Set([...together, later].map((result) => JSON.stringify(result))).size).toBe(1);
      expect((await ledger.checkpoint()).size).toBe(before + 1);
    });

    test("refuses as the rules do, and leaves no trace", async () => {
      const { size } = await ledger.checkpoint();
      const envelope = await channelCommand(market, channels + 1, {
        lossPpm: 1_000_000,
        seed: "all is lost",
      });
      const refused = await ledger.submit(envelope);
      expect(refused).toMatchObject({
        ok: false,
        refusal: { code: expect.any(String), reason: expect.any(String) },
      });
      expect((await ledger.checkpoint()).size).toBe(size);
      expect(await ledger.receipt("00".repeat(32))).toBeUndefined();
    });

    test("refuses a command whose signature was bent", async () => {
      const envelope = await channelCommand(market, channels + 1, { seed: "bent" });
      const [signature] = envelope.signatures;
      if (!signature) throw new Error("an envelope without a signature");
      const sig = `${signature.sig.slice(0, -1)}${signature.sig.endsWith("0") ? "1" : "0"}`;
      const bent: Envelope = { ...envelope, signatures: [{ ...signature, sig }] };
      expect(await ledger.submit(bent)).toMatchObject({ ok: false, refusal: { code: "signature" } });
    });

    test("keeps the order of what was submitted together, the refused in between", async () => {
      const { size } = await ledger.checkpoint();
      const envelopes = await Promise.all(Array.from({ length: 40 }, nextChannel));
      const wrong = await channelCommand(market, 9_999, { seed: "out of turn" });
      const [head, ...tail] = envelopes;
      if (!head) throw new Error("no envelopes");
      const results = await Promise.all([head, wrong, ...tail].map((envelope) => ledger.submit(envelope)));
      expect(results[1]).toMatchObject({ ok: false, refusal: { code: "sequence" } });
      const indices = results.flatMap((result) => (result.ok ? [result.receipt.index] : []));
      expect(indices).toEqual(envelopes.map((_, i) => size + i));
    });

    test("serves a checkpoint that all members cosigned, over the entries it serves", async () => {
      const { note, size, root } = await ledger.checkpoint();
      const checked = await checkCheckpoint(note, await onlyRoster(ledger));
      expect(checked).toMatchObject({ ok: true, size });
      if (checked.ok) expect(checked.cosigned).toHaveLength(4);
      const leaves = await ledger.entries(0, size);
      expect(leaves.map(({ index }) => index)).toEqual(leaves.map((_, i) => i));
      expect(toHex(rootOf(leaves.map(({ bytes }) => leafHash(bytes))))).toBe(root);
    });

    test("proves inclusion and consistency under its checkpoints", async () => {
      const older = await ledger.checkpoint();
      accepted(await ledger.submit(await nextChannel()));
      const newer = await ledger.checkpoint();
      for (const index of [0, 1, older.size - 1, newer.size - 1]) {
        expect(await provesInclusion(ledger, newer, index)).toEqual({ ok: true });
      }
      const proof = await ledger.consistency(older.size, newer.size);
      const [oldRoot, newRoot] = [fromHex(older.root), fromHex(newer.root)];
      const claim = { oldSize: older.size, newSize: newer.size, oldRoot, newRoot, proof };
      expect(verifyConsistency(claim)).toEqual({ ok: true });
      await expect(ledger.inclusion(newer.size, newer.size)).rejects.toThrow(RangeError);
      await expect(ledger.inclusion(0, newer.size + 1)).rejects.toThrow(RangeError);
      await expect(ledger.consistency(0, newer.size)).rejects.toThrow(RangeError);
    });

    test("serves every tile and bundle of the tree, and no other", async () => {
      const { size } = await ledger.checkpoint();
      const leaves = await ledger.entries(0, size);
      const width = tileWidth(0, 0, size);
      for (const w of [1, 2, width]) {
        const tile = await ledger.tile(tilePath({ level: 0, index: 0, width: w }));
        expect(toHex(tile ?? utf8(""))).toBe(
          leaves
            .slice(0, w)
            .map(({ hash }) => hash)
            .join(""),
        );
        const bundle = await ledger.tile(tilePath({ level: "entries", index: 0, width: w }));
        expect(decodeEntries(bundle ?? utf8("x"))?.map(toHex)).toEqual(
          leaves.slice(0, w).map(({ bytes }) => toHex(bytes)),
        );
      }
      const absent = [
        tilePath({ level: 0, index: 0, width: width + 1 }),
        "tile/1/000",
        "tile/0/001",
        "tile/x",
        "../x",
      ];
      for (const path of absent) expect(await ledger.tile(path), path).toBeUndefined();
    });

    test("gives members' records: openings, and what each entry wrote as it stands now", async () => {
      const { size } = await ledger.checkpoint();
      const [genesis, ...records] = await ledger.records(0, size);
      expect(records).toHaveLength(size - 1);
      expect(genesis?.openings).toEqual({});
      const written = new Map(genesis?.writes.map(([key, value]) => [key, value]));
      expect(written.has("market")).toBe(true);
      // The counter was written by every later entry too: what is told is today's value, everywhere.
      const counters = records.flatMap(({ writes }) => writes.filter(([key]) => key === "counter/H"));
      expect(new Set(counters.map(([, value]) => toHex(value ?? utf8("")))).size).toBe(1);
      expect(await ledger.records(size, 10)).toEqual([]);
    });

    test("shows its state by key and prefix", async () => {
      expect(await ledger.state("market")).toBeInstanceOf(Uint8Array);
      expect(await ledger.state("plant/nowhere")).toBeUndefined();
      const all = await ledger.stateKeys("channel/", 1_000);
      expect(all).toHaveLength(channels);
      expect(all).toEqual([...all].sort());
      const first = await ledger.stateKeys("channel/", 3);
      expect(first).toEqual(all.slice(0, 3));
      expect(await ledger.stateKeys("channel/", 2, first[2])).toEqual(all.slice(3, 5));
    });

    test("attests what a key is now, one note a member, and nothing of what it does not know", async () => {
      const roster = await onlyRoster(ledger);
      const notes = await ledger.attest({ kind: "key", keyId: market.exchange.keyId });
      const read = await Promise.all(notes.map((note) => readKeyStatus(note, roster)));
      const members = read.map((status) => (status.ok ? status.value.member : status.code));
      expect(members.sort()).toEqual(roster.members.map((member) => member.name));
      const { size } = await ledger.checkpoint();
      expect(read[0]).toMatchObject({ ok: true, value: { status: "active", index: 0, size } });
      expect(await ledger.attest({ kind: "certificate", code: "0".repeat(32) })).toEqual([]);
    });

    describe("day blobs", () => {
      let metered: MeteredMarket;
      beforeAll(async () => {
        metered = await meteredMarket(ledger, market);
      });

      test("are kept by a quorum that signs for them", async () => {
        const blob = metered.blob(20260301);
        const { hash, size, held } = await ledger.putBlob(blob);
        expect(size).toBe(blob.length);
        expect(toHex((await ledger.blob(hash)) ?? utf8(""))).toBe(toHex(blob));
        const { members } = await onlyRoster(ledger);
        const message = heldMessage(market.market, hash, size);
        for (const { member, sig } of held) {
          const key = members.find(({ name }) => name === member)?.cosignKey ?? "";
          expect(await checkSignature("ed25519", fromHex(key), message, fromHex(sig))).toBe("valid");
        }
        expect(held.length).toBeGreaterThanOrEqual(3);
      });

      test("are anchored with their receipts", async () => {
        accepted(await ledger.submit(await anchorDay(ledger, market, metered, 20260302)));
        expect((await typesOf(ledger)).at(-1)).toBe("metering.anchor-day");
      });

      test("are refused without receipts, and when they are no day blobs", async () => {
        const envelope = await anchorDay(ledger, market, metered, 20260303);
        const bare = await anchorDay(ledger, market, metered, 20260303, { held: false });
        expect(await ledger.submit({ ...envelope, held: [] })).toMatchObject({ refusal: { code: "held" } });
        expect(await ledger.submit(bare)).toMatchObject({ refusal: { code: "held" } });
        await expect(ledger.putBlob(utf8("lvji/day/v1\n"))).rejects.toThrow(RangeError);
        expect(await ledger.blob("00".repeat(32))).toBeUndefined();
      });
    });

    test("never lets the time of blocks run backwards", async () => {
      engine.setTime(TEST_TIME + 100);
      const first = accepted(await ledger.submit(await nextChannel()));
      engine.setTime(TEST_TIME - 500);
      const second = accepted(await ledger.submit(await nextChannel()));
      expect([first.time, second.time]).toEqual([TEST_TIME + 100, TEST_TIME + 100]);
      engine.setTime(TEST_TIME);
    });

    test("has members that agree on log and state", async () => {
      const members = await ledger.members();
      const { size, root } = await ledger.checkpoint();
      expect(members.map(({ state }) => state)).toEqual(["agreeing", "agreeing", "agreeing", "agreeing"]);
      expect(new Set(members.map(({ height, root: at }) => `${height} ${at}`))).toEqual(
        new Set([`${size} ${root}`]),
      );
      expect(new Set(members.map(({ digest }) => digest)).size).toBe(1);
    });

    test("rebuilds a member from the others", async () => {
      const before = await ledger.members();
      await ledger.rebuild(before[2]?.name ?? "");
      expect(await ledger.members()).toEqual(before);
      accepted(await ledger.submit(await nextChannel()));
      await expect(ledger.rebuild("nobody")).rejects.toThrow(RangeError);
    });
  });
}

function accepted(result: SubmitResult): Receipt {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.receipt;
}

async function onlyRoster(ledger: Ledger): Promise<Roster> {
  const [roster] = await ledger.roster();
  if (!roster) throw new Error("no roster");
  return roster;
}

async function provesInclusion(ledger: Ledger, { size, root }: Checkpoint, index: number) {
  const [leaf] = await ledger.entries(index, 1);
  const proof = await ledger.inclusion(index, size);
  return verifyInclusion({ leafHash: fromHex(leaf?.hash ?? ""), index, size, proof, root: fromHex(root) });
}
