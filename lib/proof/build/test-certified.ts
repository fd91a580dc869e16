import { compareText, fromHex, toHex } from "@/lib/crypto/bytes";
import { consistencyProof, inclusionProof, rootOf } from "@/lib/crypto/merkle/tree";
import { formatCheckpoint } from "@/lib/crypto/note/checkpoint";
import { cosignCheckpoint, signCheckpoint } from "@/lib/crypto/note/cosignature";
import { formatNote } from "@/lib/crypto/note/note";
import type { Ledger, StateQuestion } from "@/lib/ledger/ledger";
import { cosignName } from "@/lib/market/members/checkpoint";
import { keyStatusText, signStatus, statusText } from "@/lib/market/members/status";
import { certificates, type DisclosureLevel, keys, unitCertificates } from "@/lib/market/state";
import type { TestKey } from "@/lib/market/test-author";
import { TestMarket } from "@/lib/market/test-market";
import { anchorMonth, type Curve, closeDraft, issueMonth, settleMonth } from "@/lib/market/test-month";

/** For tests: a market in memory with certificates of every kind, and the ledger a bundle is built from. */

export const CERTIFIED_MONTH = "2026-02";

export interface Certified {
  readonly market: TestMarket;
  readonly ledger: Ledger;
  /** Of the unit with four lines: two plants, one of two meters, one line over two channels, one settled at 0. */
  readonly code: string;
  /** Of a unit with one line, limited by generation. */
  readonly other: string;
  readonly seller: string;
  readonly buyer: Required<{ code: string; key?: TestKey }>;
}

/** Deterministic from the seed; the certificate's level as its holder chose it, `standard` without a choice. */
export async function certifiedMarket(seed: string, level?: DisclosureLevel): Promise<Certified> {
  const market = await TestMarket.founded(seed);
  const seller = await market.addParticipant("generator", "seller", { province: "65" });
  const sunny = await market.addParticipant("generator", "sunny", { province: "65", alg: "sm2" });
  const buyer = await market.addParticipant("consumer", "buyer");
  const second = await market.addParticipant("consumer", "second", { alg: null });
  const wind = await market.addPlant(seller.code, "wind", { place: "650100", capacityKw: 40 });
  const sun = await market.addPlant(sunny.code, "sun", { place: "650100", type: "S1", capacityKw: 60 });
  const unit = await market.addUnit(buyer.code, "unit");
  const rest = await market.addUnit(second.code, "rest");
  const near = await market.addChannel("near", "65", "62", 65_400);
  const far = await market.addChannel("far", "62", "11", 20_000);
  const month = CERTIFIED_MONTH;
  const path = [near, far];
  await market.addContract({ number: "K1", plant: wind, unit, contractKwh: 900, month, path });
  await market.addContract({ number: "K2", plant: sun, unit, contractKwh: 500, month, path });
  await market.addContract({ number: "K3", plant: wind, unit, contractKwh: 1, month, path });
  await market.addContract({ number: "K5", plant: wind, unit, contractKwh: 300, month, path });
  await market.addContract({ number: "K4", plant: wind, unit: rest, contractKwh: 4000, month, path });
  const meters = new Map<string, Curve>([
    [
      await market.addMeter(wind, "m-wind-1"),
      (day, index) => ((day + index) % 7 === 0 ? 0 : 5 * index + day),
    ],
    [await market.addMeter(wind, "m-wind-2"), (day, index) => (13 * index + day) % 400],
    [await market.addMeter(sun, "m-sun"), (_, index) => (index < 24 || index > 76 ? 0 : 700)],
    [await market.addMeter(unit, "m-unit"), (day, index) => 300 + 10 * day + (index % 11)],
    [await market.addMeter(rest, "m-rest"), () => 2_000],
  ]);
  await anchorMonth(market, month, meters);
  for (const meter of meters.keys()) await market.must(closeDraft(market, meter, month));
  await settleMonth(market, month);
  await issueMonth(market, month);
  const codeOf = (asset: string) => unitCertificates.get(market.state, month, asset)?.code ?? "";
  const code = codeOf(unit);
  if (buyer.key === undefined) throw new Error("the buyer signs for itself");
  if (level !== undefined) {
    await market.must({ type: "certificate.disclose", payload: { code, level }, signers: [buyer.key] });
  }
  return {
    ...{ market, ledger: testLedger(market), code, other: codeOf(rest), seller: seller.code },
    buyer: { code: buyer.code, key: buyer.key },
  };
}

/** The reading side of the port over a market in memory: all that a bundle is built from. */
export function testLedger(market: TestMarket): Ledger {
  const leaves = () => market.entries.map(({ hash }) => fromHex(hash));
  const absent = (): never => {
    throw new Error("a test's ledger only reads");
  };
  return {
    state: async (key) => market.state.get(key),
    stateKeys: async (prefix, limit, after = "") =>
      [...market.state.keys(prefix)].filter((key) => compareText(key, after) > 0).slice(0, limit),
    records: async (from, limit) =>
      market.entries.slice(from, from + limit).map(({ bytes }, at) => ({
        ...{ index: from + at, bytes, writes: [] },
        openings: market.envelopes[from + at]?.openings ?? {},
      })),
    blob: async (hash) => market.blobs.get(hash),
    inclusion: async (index, size) => inclusionProof(leaves().slice(0, size), index),
    consistency: async (from, to) => consistencyProof(leaves(), from, to),
    roster: async () => [market.roster],
    checkpoint: async () => {
      const [size, root] = [market.entries.length, rootOf(leaves())];
      return { note: await checkpointNote(market, size, root, market.time), size, root: toHex(root) };
    },
    attest: (question) => attest(market, question, rootOf(leaves())),
    ...{ submit: absent, receipt: absent, entries: absent, tile: absent, putBlob: absent },
    ...{ members: absent, rebuild: absent, close: async () => {} },
  };
}

/** A checkpoint with every member's log signature and cosignature. */
export async function checkpointNote(
  market: TestMarket,
  size: number,
  root: Uint8Array,
  time: number,
): Promise<string> {
  const checkpoint = { origin: market.roster.origin, size, root };
  const lines = await Promise.all(
    market.members.flatMap(({ name, log, cosign }) => [
      signCheckpoint(checkpoint, signer("", log)),
      cosignCheckpoint(checkpoint, signer(cosignName(name), cosign), time),
    ]),
  );
  return formatNote(formatCheckpoint(checkpoint), lines);
}

function signer(name: string, { privateKey, publicKey }: TestKey) {
  return { name, privateKey, publicKey: fromHex(publicKey) };
}

async function attest(market: TestMarket, question: StateQuestion, root: Uint8Array): Promise<string[]> {
  const { state, roster, time } = market;
  const at = { origin: roster.origin, size: market.entries.length, root, time };
  const text =
    question.kind === "certificate"
      ? certificateText(certificates.get(state, question.code), at)
      : keyText(keys.get(state, question.keyId), at);
  if (text === undefined) return [];
  return Promise.all(market.members.map(({ name, cosign }) => signStatus(text, signer(name, cosign))));
}

type Moment = { origin: string; size: number; root: Uint8Array; time: number };

function certificateText(row: ReturnType<typeof certificates.get>, at: Moment): string | undefined {
  if (!row) return undefined;
  const { code, version, status, entry } = row;
  return statusText({ ...at, code, version, status, index: entry });
}

function keyText(row: ReturnType<typeof keys.get>, at: Moment): string | undefined {
  if (!row) return undefined;
  const { keyId, from, until } = row;
  return until === undefined
    ? keyStatusText({ ...at, keyId, status: "active", index: from })
    : keyStatusText({ ...at, keyId, status: "revoked", index: until - 1 });
}
