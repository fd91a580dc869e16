/** One byte of one member's store altered: found before that member cosigns, shown, excluded, rebuilt. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "@/lib/crypto/bytes";
import type { Envelope } from "@/lib/market/command";
import { checkCheckpoint } from "@/lib/market/members/checkpoint";
import type { Ledger } from "../ledger";
import { TestDisks } from "../test-disks";
import { channelCommand, type Founded, founded, TEST_TIME, temporaryData } from "../test-ledger";
import { anchorDay, type MeteredMarket, meteredMarket } from "../test-metering";
import { checkSound } from "../test-soundness";
import { MEMBERS, openEmbedded } from "./open-embedded";

const VICTIM = MEMBERS[2];
const NAME = utf8("通道 5");
const OTHERS = MEMBERS.filter((name) => name !== VICTIM);

describe("one byte altered in one member's store", () => {
  const { dataDir, drop } = temporaryData();
  const prepared = new TestDisks();
  const commands: Envelope[] = [];
  let next: Envelope;
  let market: Founded;
  let metered: MeteredMarket;

  const open = (disks: TestDisks) => openEmbedded({ dataDir, openStore: disks.open, clock: () => TEST_TIME });

  beforeAll(async () => {
    const ledger = await open(prepared);
    market = await founded(dataDir, ledger);
    metered = await meteredMarket(ledger, market);
    commands.push(await channelCommand(market, 1), await anchorDay(ledger, market, metered, 20260301));
    for (const command of commands) await ledger.submit(command);
    next = await channelCommand(market, 2);
    await ledger.close();
  });
  afterAll(drop);

  const kinds = [
    ["an entry", "e/"],
    ["a state record", "s/key/"],
    ["a state record no command reads", "s/plant/"],
    ["a receipt", "x/"],
    ["a tile", "t/"],
    ["a blob", "b/"],
    ["the head", "head"],
    ["the tree last signed", "signed"],
  ] as const;

  for (const [kind, prefix] of kinds) {
    // In the record's own hash, at the value's beginning, and somewhere inside.
    for (const at of [5, 32, 47]) {
      test(`${kind}, byte ${at}, while the ledger was closed`, async () => {
        const disks = prepared.copy();
        const key = disks.keysOf(VICTIM).find((found) => found.startsWith(prefix)) ?? "";
        disks.rot(VICTIM, key, at, 0x10);
        const ledger = await open(disks);
        expect(await ledger.submit(next)).toMatchObject({ ok: true });
        await expectFound(ledger, key);
        await ledger.rebuild(VICTIM);
        await expectWhole(ledger);
        await checkSound(ledger, [...commands, next]);
      });
    }
  }

  test("a record that the next command reads, while the ledger runs", async () => {
    const disks = prepared.copy();
    const ledger = await open(disks);
    await ledger.checkpoint();
    const key = "s/counter/H";
    disks.rot(VICTIM, key, 40);
    expect(await ledger.submit(next)).toMatchObject({ ok: true });
    await expectFound(ledger, key);
    await ledger.rebuild(VICTIM);
    await expectWhole(ledger);
  });

  test("a blob that a member lacks is fetched from a holder; one that nobody holds is said to be missing", async () => {
    const disks = prepared.copy();
    const ledger = await open(disks);
    const anchor = await anchorDay(ledger, market, metered, 20260302);
    const key = `b/${String(anchor.command.payload.blob)}`;
    disks.remove(VICTIM, key);
    disks.rot(MEMBERS[0], key, 700);
    expect(await ledger.submit(anchor)).toMatchObject({ ok: true });
    expect(disks.keysOf(VICTIM)).toContain(key);
    const later = await anchorDay(ledger, market, metered, 20260303);
    // The member whose copy was damaged found out when it executed, and was asked for no more.
    for (const name of MEMBERS.slice(1)) disks.remove(name, `b/${String(later.command.payload.blob)}`);
    await expect(ledger.submit(later)).rejects.toMatchObject({ code: "blob" });
  });

  test("a member that cannot read what it is asked to attest says nothing", async () => {
    const disks = prepared.copy();
    const ledger = await open(disks);
    await ledger.checkpoint();
    disks.rot(VICTIM, `s/key/${market.exchange.keyId}`, 60);
    expect(await ledger.attest({ kind: "key", keyId: market.exchange.keyId })).toHaveLength(3);
    const victim = (await ledger.members()).find(({ name }) => name === VICTIM);
    expect(victim).toMatchObject({ state: "diverged", reason: expect.stringContaining("s/key/") });
  });

  test("two records exchanged with their hashes", async () => {
    const disks = prepared.copy();
    const ledger = await open(disks);
    const [first, second] = await ledger.stateKeys("meter/", 2);
    disks.swap(VICTIM, `s/${first}`, `s/${second}`);
    const reopened = await open(disks);
    expect(await reopened.submit(next)).toMatchObject({ ok: true });
    await expectFound(reopened, `s/${first}`);
  });

  test("the rules of one member compute something else", async () => {
    const disks = prepared.copy();
    const ledger = await open(disks);
    await ledger.checkpoint();
    // A record removed as a whole has no hash to miss: what comes of it differs.
    disks.remove(VICTIM, "s/counter/H");
    expect(await ledger.submit(next)).toMatchObject({ ok: true });
    const victim = (await ledger.members()).find(({ name }) => name === VICTIM);
    expect(victim).toMatchObject({ state: "diverged", reason: expect.stringContaining("sequence") });
    await ledger.rebuild(VICTIM);
    await expectWhole(ledger);
  });

  test("two members altered leave no quorum, and no answer", async () => {
    const disks = prepared.copy();
    for (const member of [MEMBERS[0], MEMBERS[3]]) disks.rot(member, "s/counter/H", 40);
    const ledger = await open(disks);
    await expect(ledger.submit(next)).rejects.toMatchObject({ code: "no-quorum" });
    await expect(ledger.entries(0, 1)).rejects.toMatchObject({ code: "no-quorum" });
  });

  test("two members whose stores cannot be read at all: the ledger opens to show them", async () => {
    const disks = prepared.copy();
    for (const member of [MEMBERS[0], MEMBERS[3]]) disks.rot(member, "head", 40);
    const ledger = await open(disks);
    const states = (await ledger.members()).map(({ state }) => state);
    expect(states).toEqual(["diverged", "agreeing", "agreeing", "diverged"]);
    await expect(ledger.checkpoint()).rejects.toMatchObject({ code: "no-quorum" });
    await expect(ledger.rebuild(MEMBERS[0])).rejects.toMatchObject({ code: "no-quorum" });
  });

  test("a checkpoint kept from before is served only while it is the members' own, and a quorum's", async () => {
    const file = join(dataDir, "ledger", "checkpoint");
    const kept = readFileSync(file, "utf8");
    const served = async (note: string) => {
      writeFileSync(file, note);
      return (await (await open(prepared.copy())).checkpoint()).note;
    };
    expect(await served(kept)).toBe(kept);
    const [text = "", lines = ""] = kept.split("\n\n");
    const few = lines.split("\n").slice(0, -3).join("\n");
    for (const other of ["", "nonsense", kept.replace(/\n[0-9]+\n/, "\n1\n"), `${text}\n\n${few}\n`]) {
      expect(await served(other)).not.toBe(other);
    }
    writeFileSync(file, kept);
  });

  test("a byte of a record in the file on the disk", async () => {
    const { dataDir: disk, drop: dropDisk } = temporaryData();
    const ledger = await openEmbedded({ dataDir: disk, clock: () => TEST_TIME });
    const market = await founded(disk, ledger);
    for (let i = 1; i <= 8; i++) await ledger.submit(await channelCommand(market, i));
    await ledger.close();
    const file = join(disk, "ledger", VICTIM, "store", "data.mdb");
    const bytes = readFileSync(file);
    // The file keeps pages it no longer uses: the record is altered wherever it stands.
    let found = 0;
    for (let at = bytes.indexOf(NAME); at >= 0; at = bytes.indexOf(NAME, at + 1), found++) {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
    }
    expect(found).toBeGreaterThan(0);
    writeFileSync(file, bytes);
    const reopened = await openEmbedded({ dataDir: disk, clock: () => TEST_TIME });
    expect(await reopened.submit(await channelCommand(market, 9))).toMatchObject({ ok: true });
    await expectFound(reopened, "");
    await reopened.rebuild(VICTIM);
    await expectWhole(reopened);
    await reopened.close();
    dropDisk();
  });
});

/** The victim is shown with the record's name, and is not among those who cosigned. */
async function expectFound(ledger: Ledger, key: string): Promise<void> {
  const members = await ledger.members();
  expect(members.find(({ name }) => name === VICTIM)).toMatchObject({
    state: "diverged",
    reason: expect.stringContaining(key),
  });
  expect(members.filter(({ state }) => state === "agreeing").map(({ name }) => name)).toEqual(OTHERS);
  expect(await cosigners(ledger)).toEqual(OTHERS);
}

async function expectWhole(ledger: Ledger): Promise<void> {
  expect((await ledger.members()).map(({ state }) => state)).toEqual(MEMBERS.map(() => "agreeing"));
  expect(await cosigners(ledger)).toEqual([...MEMBERS]);
}

async function cosigners(ledger: Ledger): Promise<string[]> {
  const [roster] = await ledger.roster();
  const { note } = await ledger.checkpoint();
  const checked = roster && (await checkCheckpoint(note, roster));
  if (!checked?.ok) throw new Error(`checkpoint: ${checked?.code}`);
  return [...checked.cosigned].sort();
}
