/** Stored records altered one by one, in one member's store and in all four: who objects, and to what by name. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "lmdb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { fromHex, fromUtf8, toHex, utf8 } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { openDesk } from "@/lib/gateway/desk";
import { discloseCertificate } from "@/lib/gateway/disclose";
import { runJob } from "@/lib/jobs/run";
import { MEMBERS, openEmbedded } from "@/lib/ledger/embedded/open-embedded";
import type { Ledger } from "@/lib/ledger/ledger";
import {
  blobKey,
  decodeHead,
  encodeJson,
  entryKey,
  HEAD_KEY,
  SIGNED_KEY,
  tileKey,
} from "@/lib/ledger/node/layout";
import { openLmdbStore } from "@/lib/ledger/node/lmdb-store";
import { rootAt } from "@/lib/ledger/node/log-tree";
import { decodeRecord, type EntryRecord, encodeRecord } from "@/lib/ledger/node/record";
import type { Store } from "@/lib/ledger/node/store";
import { openLedger } from "@/lib/ledger/open";
import { days, lines as lineTable, segments as segmentTable, versionId } from "@/lib/market/state";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import type { Bundle } from "@/lib/proof/verify/bundle";
import type { Verdict } from "@/lib/proof/verify/verdict";
import { verify } from "@/lib/proof/verify/verify";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";
import { packSegments, unpackSegments } from "@/lib/tracing/pack";

const KWH = 1;
/** Before code, day secret and readings of the blob's first meter. */
const BLOB_HEAD = utf8("lvji/day/v1\n").length + 4;
/** How a ledger whose members' tiles and head do not fit one another says so. */
const UNFITTING = /the stored tiles are not a tree of \d+ with root/;
const METER_BYTES = 32 + 32 + 96 * 6;

/** Where the records that the certificate's first kWh rests on are kept. */
interface Places {
  readonly code: string;
  readonly whole: Bundle;
  readonly production: { readonly blob: string; readonly at: number };
  readonly consumption: { readonly blob: string; readonly at: number };
  readonly segments: string;
  readonly line: string;
  readonly contractEntry: string;
  readonly plantEntry: string;
  readonly plantIndex: number;
}

let database: TestDatabase;
let places: Places;
const copies: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const store = await database.open();
  const ledger = await openLedger({ dataDir: database.dataDir });
  const desk = await openDesk(store, ledger, database.dataDir);
  const market = randomMarket(9);
  for (const { name, text } of market.files) {
    const path = join(database.dataDir, `${name}.csv`);
    writeFileSync(path, text);
    await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
  }
  await runJob(desk, "settle", { month: market.month, preview: false });
  const { certificates } = await runJob(desk, "issue", { month: market.month });
  const code = certificates[0]?.code ?? "";
  expect(await discloseCertificate(desk, code, "full")).toMatchObject({ ok: true });
  places = await findPlaces(ledger, code, market.month);
  await ledger.close();
  await store.close();
});
afterAll(async () => {
  for (const copy of copies) rmSync(copy, { recursive: true, force: true });
  await database.drop();
});

async function findPlaces(ledger: Ledger, code: string, month: string): Promise<Places> {
  const whole = await bundleOf(ledger, code);
  const entryOf = (type: string): number => {
    const found = whole.entries.find(({ entry }) => entry.includes(`"type":"${type}"`));
    if (!found) throw new Error(`the bundle carries no ${type}`);
    return found.index;
  };
  const { line } = whole.kwh?.range ?? { line: -1 };
  const contract = String(whole.lines[line]?.openings.contract?.[1]);
  const readings = await Promise.all(
    (whole.kwh?.readings ?? []).map((one) => readingPlace(ledger, whole, one)),
  );
  const [production, consumption] = [readings[0], readings.at(-1)];
  if (!production || !consumption) throw new Error("the bundle opens no readings");
  const plantIndex = entryOf("plant.register");
  return {
    ...{ code, whole, production, consumption, plantIndex, plantEntry: entryKey(plantIndex) },
    segments: `s/${segmentTable.key(month, versionId(1), contract)}`,
    line: `s/${lineTable.key(month, versionId(1), contract)}`,
    contractEntry: entryKey(entryOf("contract.record")),
  };
}

type Reading = NonNullable<Bundle["kwh"]>["readings"][number];

/** The blob that holds a reading, and where in it. */
async function readingPlace(ledger: Ledger, bundle: Bundle, { meter, interval, anchor }: Reading) {
  const text = bundle.entries.find(({ index }) => index === anchor)?.entry ?? "";
  const entry = JSON.parse(text) as { command: { payload: { day: number } } };
  const row = days.decode(
    (await ledger.state(days.key(meter, String(entry.command.payload.day)))) ?? utf8("{}"),
  );
  const at = BLOB_HEAD + row.position * METER_BYTES + 64 + interval * 6 + 5;
  return { blob: blobKey(row.blob), at };
}

async function bundleOf(ledger: Ledger, code: string): Promise<Bundle> {
  const built = await buildBundle(new Source(ledger), { code, kwh: KWH });
  if (!built.ok) throw new Error(built.code);
  return built.bundle;
}

function checked(bundle: Bundle, trust = {}): Promise<Verdict> {
  return verify(JSON.stringify(bundle), trust, Math.floor(Date.now() / 1000));
}

const failing = ({ checks }: Verdict): string[] =>
  checks.filter(({ ok }) => ok === false).map(({ id }) => id);

function copyOfMarket(): string {
  const copy = mkdtempSync(join(tmpdir(), "lvji-altered-"));
  copies.push(copy);
  cpSync(join(database.dataDir, "ledger"), join(copy, "ledger"), { recursive: true });
  cpSync(join(database.dataDir, "keys"), join(copy, "keys"), { recursive: true });
  return copy;
}

const folderOf = (dataDir: string, member: string): string => join(dataDir, "ledger", member, "store");

/** One bit of one stored byte, the record's own hash left as it was. */
async function rot(dataDir: string, member: string, key: string): Promise<void> {
  const db = open<Uint8Array, string>({
    ...{ path: folderOf(dataDir, member), noSubdir: false, encoding: "binary", overlappingSync: false },
    cache: false,
  });
  const stored = Buffer.from(db.get(key) ?? []);
  const at = stored.length - 3;
  expect(at, key).toBeGreaterThan(32);
  stored[at] = (stored[at] ?? 0) ^ 1;
  await db.put(key, stored);
  await db.close();
}

type Change = (store: Store) => ReadonlyMap<string, Uint8Array>;

/** The operator's way: every member's record rewritten, with the hash that fits. */
async function rewrite(dataDir: string, change: Change): Promise<void> {
  for (const member of MEMBERS) {
    const store = openLmdbStore(folderOf(dataDir, member));
    await store.write(change(store));
    await store.close();
  }
}

function must(store: Store, key: string): Uint8Array {
  const value = store.get(key);
  if (!value) throw new Error(`no record ${key}`);
  return Uint8Array.from(value);
}

describe("one member's record altered", () => {
  const kinds: readonly (readonly [kind: string, key: () => string])[] = [
    ["curve", () => places.production.blob],
    ["segments", () => places.segments],
    ["opening", () => places.contractEntry],
    ["line", () => places.line],
    ["leaf", () => places.plantEntry],
    ["tile", () => tileKey(0, 0)],
    ["head", () => HEAD_KEY],
    ["tree last signed", () => SIGNED_KEY],
  ];

  it.each(kinds)("%s: found, named, and the others still prove the certificate", async (_, keyOf) => {
    const dataDir = copyOfMarket();
    // The first member: it is the one that answers while nothing is known of it.
    await rot(dataDir, MEMBERS[0], keyOf());
    const ledger = await openEmbedded({ dataDir });
    const verdict = await checked(await bundleOf(ledger, places.code));
    expect(failing(verdict)).toEqual([]);
    expect(verdict.verdict).toBe("verified");
    await ledger.close();

    // With nothing kept to serve, it has to sign: every store is read as a whole before that.
    rmSync(join(dataDir, "ledger", "checkpoint"), { force: true });
    const again = await openEmbedded({ dataDir });
    expect((await checked(await bundleOf(again, places.code))).verdict).toBe("verified");
    const [first, ...others] = await again.members();
    expect(first).toMatchObject({ state: "diverged", reason: expect.stringContaining(keyOf()) });
    expect(others.map(({ state }) => state)).toEqual(["agreeing", "agreeing", "agreeing"]);
    await again.rebuild(MEMBERS[0]);
    expect((await again.members()).map(({ state }) => state)).toEqual(MEMBERS.map(() => "agreeing"));
    await again.close();
  });
});

describe("the record altered by whoever owns all four stores, with the hash that fits", () => {
  const altered: readonly (readonly [kind: string, change: Change, objects: string])[] = [
    ["a curve's reading, production", (store) => bumped(store, places.production), "reading"],
    ["a curve's reading, consumption", (store) => bumped(store, places.consumption), "consumption"],
    [
      "a segment",
      (store) => new Map([[places.segments, otherSegment(must(store, places.segments))]]),
      "segment",
    ],
    [
      "a line's settled quantity",
      (store) => new Map([[places.line, otherLine(must(store, places.line))]]),
      "line",
    ],
    ["an opening", (store) => entryChanged(store, places.contractEntry, { private: otherOpening }), "line"],
    ["a leaf", (store) => entryChanged(store, places.plantEntry, { bytes: otherCapacity }), "inclusion"],
  ];

  it.each(altered)("%s: the proof fails by name", async (_, change, objects) => {
    const dataDir = copyOfMarket();
    await rewrite(dataDir, change);
    const ledger = await openEmbedded({ dataDir });
    const verdict = await checked(await bundleOf(ledger, places.code));
    await ledger.close();
    expect(failing(verdict)).toContain(objects);
    expect(verdict.verdict).toBe("failed");
  });

  it("a tile: no member's tree is the one it stored, and nothing is served", async () => {
    const dataDir = copyOfMarket();
    await rewrite(dataDir, (store) => new Map([[tileKey(0, 0), otherLeafHash(must(store, tileKey(0, 0)))]]));
    await expect(openEmbedded({ dataDir }).then((ledger) => bundleOf(ledger, places.code))).rejects.toThrow(
      UNFITTING,
    );
  });

  it("a tile, with head and signed tree made to fit: inclusion and growth both fail", async () => {
    const dataDir = copyOfMarket();
    const before = places.whole.checkpoint.split("\n");
    await rewrite(dataDir, (store) => {
      const tile = otherLeafHash(must(store, tileKey(0, 0)));
      const head = decodeHead(must(store, HEAD_KEY));
      const tiles = (level: number, index: number) =>
        level === 0 && index === 0 ? tile : store.get(tileKey(level, index));
      const root = toHex(rootAt(tiles, head.size));
      return new Map([
        [tileKey(0, 0), tile],
        [HEAD_KEY, encodeJson({ ...head, root })],
        [SIGNED_KEY, encodeJson({ size: head.size, root })],
      ]);
    });
    const ledger = await openEmbedded({ dataDir });
    const seen = { size: Number(before[1]), root: toHex(Buffer.from(before[2] ?? "", "base64")) };
    const verdict = await checked(await bundleOf(ledger, places.code), { seen });
    await ledger.close();
    expect(failing(verdict)).toEqual(expect.arrayContaining(["inclusion", "consistency"]));
  });

  it("the head alone: refused, and told that tiles and head do not fit", async () => {
    const dataDir = copyOfMarket();
    await rewrite(dataDir, (store) => {
      const head = decodeHead(must(store, HEAD_KEY));
      return new Map([[HEAD_KEY, encodeJson({ ...head, root: `${"0".repeat(63)}1` })]]);
    });
    await expect(openEmbedded({ dataDir })).rejects.toThrow(UNFITTING);
  });

  it("the kept checkpoint: not served; one that is served all the same fails as the log's signature", async () => {
    const dataDir = copyOfMarket();
    const lines = places.whole.checkpoint.split("\n");
    lines[1] = String(Number(lines[1]) + 1);
    const lie = lines.join("\n");
    writeFileSync(join(dataDir, "ledger", "checkpoint"), lie);
    const ledger = await openEmbedded({ dataDir });
    expect((await ledger.checkpoint()).note).not.toBe(lie);
    expect((await checked(await bundleOf(ledger, places.code))).verdict).toBe("verified");
    await ledger.close();
    expect(failing(await checked({ ...places.whole, checkpoint: lie }))).toContain("log-signature");
  });
});

function bumped(store: Store, { blob, at }: Places["production"]): Map<string, Uint8Array> {
  const bytes = must(store, blob);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return new Map([[blob, bytes]]);
}

function otherSegment(packed: Uint8Array): Uint8Array {
  const found = unpackSegments(packed);
  // Every segment of that interval: packing refuses offsets that do not go on from one another.
  for (let at = 0; at < found.count; at++) {
    if (found.production[at] === found.production[0]) found.offset[at] = (found.offset[at] ?? 0) + 1;
  }
  return packSegments(found);
}

function otherLine(row: Uint8Array): Uint8Array {
  return utf8(fromUtf8(row).replace(/"settledKwh":(\d+)/, (_, kwh) => `"settledKwh":${Number(kwh) + 1}`));
}

function otherOpening(bytes: Uint8Array): Uint8Array {
  return utf8(
    fromUtf8(bytes).replaceAll(
      /("records\/\d+\/contractKwh":\["[0-9a-f]+",)(\d+)/g,
      (_, before, kwh) => `${before}${Number(kwh) + 1}`,
    ),
  );
}

function otherCapacity(bytes: Uint8Array): Uint8Array {
  return utf8(fromUtf8(bytes).replaceAll(/"capacityKw":(\d+)/g, (_, kw) => `"capacityKw":${Number(kw) + 1}`));
}

type Part = "bytes" | "private";

function entryChanged(
  store: Store,
  key: string,
  change: Partial<Record<Part, (bytes: Uint8Array) => Uint8Array>>,
): Map<string, Uint8Array> {
  const record: EntryRecord = decodeRecord(must(store, key));
  const bytes = change.bytes?.(record.bytes) ?? record.bytes;
  const rest = change.private?.(record.private) ?? record.private;
  const made = encodeRecord({ ...record, bytes, private: rest });
  expect(made).not.toEqual(must(store, key));
  return new Map([[key, made]]);
}

/** The leaf of the plant's registration stands there as another's. */
function otherLeafHash(tile: Uint8Array): Uint8Array {
  tile.set(leafHash(fromHex("00")), places.plantIndex * 32);
  return tile;
}
