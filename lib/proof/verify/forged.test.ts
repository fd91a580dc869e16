import { beforeAll, describe, expect, it } from "vitest";
import { fromHex, toHex, utf8 } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { hashMark } from "@/lib/market/certificates/qr";
import { fingerprintHex } from "@/lib/market/members/roster";
import { keyStatusText, statusText } from "@/lib/market/members/status";
import { testKey } from "@/lib/market/test-author";
import { rosterOf } from "@/lib/market/test-genesis";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { type Certified, certifiedMarket } from "@/lib/proof/build/test-certified";
import type { Bundle } from "./bundle";
import type { Trust } from "./checks";
import { readSegment } from "./segments";
import { Forger, type Secrets } from "./test-forger";
import { type CheckCode, type CheckId, checkIds, falseCodes, type Verdict } from "./verdict";
import { verify } from "./verify";

let certified: Certified;
let truth: Bundle;
let secrets: Secrets;
let fingerprint: string;
let now: number;

beforeAll(async () => {
  certified = await certifiedMarket("forged", "full");
  const { market, ledger, code } = certified;
  const built = await buildBundle(new Source(ledger), { code, kwh: 7, month: true });
  if (!built.ok) throw new Error(built.code);
  truth = built.bundle;
  const keys = [market.exchange.key, market.grid.key, market.regulator.key, ...market.keyOf.values()];
  secrets = { members: market.members, keys };
  fingerprint = fingerprintHex(market.roster);
  now = market.time;
});

interface Lie {
  readonly name: string;
  /** The check that must fail, and why. */
  readonly check: CheckId;
  readonly code: CheckCode;
  /** Checks that fail along with it, because the same lie is theirs to see too. */
  readonly also?: readonly CheckId[];
  /** Before everything above is made consistent again. */
  readonly forge?: (forger: Forger) => void | Promise<void>;
  /** In the finished bundle. */
  readonly bend?: (bundle: Bundle, forger: Forger) => void | Promise<void>;
  readonly trust?: (trust: Trust, bundle: Bundle) => Trust;
  /** The whole month stays in the bundle. */
  readonly month?: boolean;
}

async function tell(lie: Omit<Lie, "check" | "code">): Promise<Verdict> {
  const forger = new Forger(truth, secrets, now);
  await lie.forge?.(forger);
  const bundle = await forger.sealed();
  if (!lie.month) delete bundle.month;
  const certificate = bundle.entries.find(({ index }) => index === bundle.certificate);
  const trust = {
    ...{ fingerprint, code: truth.code, kwh: 7, v: hashMark(leafHash(utf8(certificate?.entry ?? ""))) },
    seen: { size: forger.size, root: toHex(forger.root), asked: true },
  };
  await lie.bend?.(bundle, forger);
  return verify(JSON.stringify(bundle), lie.trust?.(trust, bundle) ?? trust, now);
}

const first = <T>(items: readonly T[]): T => {
  const [item] = items;
  if (item === undefined) throw new Error("nothing to lie about");
  return item;
};
const entryOf = (bundle: Bundle, type: string) =>
  first(bundle.entries.filter(({ entry }) => entry.includes(`"type":"${type}","v":1},"result"`)));
const other = (hash: string) => toHex(fromHex(hash).reverse());
const kwhOf = (bundle: Bundle) => {
  if (!bundle.kwh) throw new Error("no kWh");
  return bundle.kwh;
};

/** The day and reading of the kWh on one side, to be set to what the forger likes. */
function setReading(forger: Forger, side: "production" | "consumption", wh: number): void {
  const isProduction = (meter: string) => meter.slice(9, 11) !== "00";
  for (const reading of kwhOf(forger.bundle).readings) {
    if (isProduction(reading.meter) !== (side === "production")) continue;
    const day = forger.days.find((one) => one.anchor === reading.anchor && one.meter === reading.meter);
    if (day) day.wh[reading.interval] = wh;
  }
}

/** Two neighbouring segments of a line that share their production interval. */
function sharing(forger: Forger): { at: number; segments: string[] } {
  const { segments } = forger.line(0);
  const at = segments.findIndex((segment, index) => {
    const next = segments[index + 1];
    if (next === undefined) return false;
    return readSegment(segment).production === readSegment(next).production;
  });
  return { at, segments };
}

const lies: readonly Lie[] = [
  {
    name: "no JSON",
    check: "shape",
    code: "unreadable",
    bend: (bundle) => void Object.assign(bundle, { v: 2 }),
  },
  {
    name: "another consortium with the same story",
    check: "roster",
    code: "roster-unknown",
    also: ["consistency"],
    forge: async (forger) => {
      const members = await Promise.all(
        secrets.members.map(async ({ name }) => ({
          name,
          log: await testKey(`impostor/log/${name}`, "ed25519"),
          cosign: await testKey(`impostor/cosign/${name}`, "ed25519"),
        })),
      );
      const roster = rosterOf(members);
      const genesis = forger.entry("genesis");
      const old = secrets.members.map(({ cosign }) => cosign.keyId);
      genesis.payload.roster = JSON.parse(JSON.stringify(roster));
      genesis.signers = genesis.signers.map((signer) => members[old.indexOf(signer)]?.cosign.keyId ?? signer);
      forger.bundle.rosters = [structuredClone(roster) as Bundle["rosters"][number]];
      forger.secrets = { ...secrets, members };
      forger.signing = members;
    },
    trust: (trust) => ({ ...trust, seen: { size: 9, root: "00".repeat(32) } }),
    bend: (bundle) => {
      bundle.consistency = { from: 9, proof: [] };
    },
  },
  {
    name: "the print pins another roster",
    check: "roster",
    code: "roster-unknown",
    trust: ({ fingerprint: _, ...trust }) => ({ ...trust, t: "0".repeat(16) }),
  },
  {
    name: "this device remembers another roster",
    check: "roster",
    code: "roster-unknown",
    trust: (trust) => ({ ...trust, pinned: "00".repeat(32) }),
  },
  {
    name: "a second roster out of nowhere",
    check: "roster",
    code: "roster-chain",
    bend: ({ rosters }) => void rosters.push({ ...first(rosters), from: 1_000_000 }),
  },
  {
    name: "a beginning with other members",
    check: "roster",
    code: "roster-chain",
    forge: (forger) => {
      const roster = forger.entry("genesis").payload.roster as { members: { cosignKey: string }[] };
      first(roster.members).cosignKey = "11".repeat(32);
    },
  },
  {
    name: "a cosignature with a bit changed",
    check: "log-signature",
    code: "note",
    also: ["cosignatures", "consistency", "inclusion", "keys", "status"],
    bend: (bundle) => {
      const { checkpoint } = bundle;
      bundle.checkpoint = `${checkpoint.slice(0, -12)}${checkpoint.at(-12) === "A" ? "B" : "A"}${checkpoint.slice(-11)}`;
    },
  },
  {
    name: "a tree head that nobody signed as the log's",
    check: "log-signature",
    code: "log-key",
    bend: (bundle) => {
      const log = `— ${bundle.market} `;
      bundle.checkpoint = bundle.checkpoint
        .split("\n")
        .filter((line) => !line.startsWith(log))
        .join("\n");
    },
  },
  {
    name: "two of four members",
    check: "cosignatures",
    code: "quorum",
    also: ["consistency", "inclusion", "keys", "status"],
    forge: (forger) => {
      forger.signing = secrets.members.slice(0, 2);
    },
  },
  {
    name: "another log of the same size",
    check: "consistency",
    code: "fork",
    trust: (trust) => ({ ...trust, seen: { size: trust.seen?.size ?? 0, root: "00".repeat(32) } }),
  },
  {
    name: "a log that became shorter",
    check: "consistency",
    code: "fork",
    trust: (trust) => ({ ...trust, seen: { size: 1_000, root: "00".repeat(32), asked: true } }),
  },
  {
    name: "the growth of the log left out",
    check: "consistency",
    code: "missing",
    trust: (trust) => ({ ...trust, seen: { size: 5, root: "00".repeat(32), asked: true } }),
  },
  {
    name: "an entry from elsewhere",
    check: "inclusion",
    code: "not-included",
    bend: (bundle) => {
      const { proof } = entryOf(bundle, "channel.register");
      proof[0] = other(proof[0] ?? "");
    },
  },
  {
    name: "an altered print",
    check: "qr",
    code: "altered",
    trust: (trust) => ({ ...trust, v: "0".repeat(26) }),
  },
  {
    name: "another certificate than asked for",
    check: "qr",
    code: "other-code",
    trust: (trust) => ({ ...trust, code: "L1C000000000000000000000000000000" }),
  },
  {
    name: "a certificate under another's code",
    check: "qr",
    code: "other-code",
    also: ["line", "status"],
    bend: (bundle) => {
      bundle.code = certified.other;
    },
    trust: ({ code: _, ...trust }) => trust,
  },
  {
    name: "a reading that was not read",
    check: "reading",
    code: "reading-root",
    also: ["balance", "consumption"],
    bend: (bundle) => {
      const reading = first(kwhOf(bundle).readings);
      reading.wh += 1;
    },
  },
  {
    name: "a day of another month",
    check: "reading",
    code: "reading-root",
    also: ["balance", "consumption"],
    forge: (forger) => {
      const reading = first(kwhOf(forger.bundle).readings);
      forger.entry(reading.anchor).payload.day = 20_260_101;
    },
  },
  {
    name: "a curve that another grid company anchored",
    check: "reading",
    code: "meter",
    also: ["balance", "consumption", "keys"],
    forge: (forger) => {
      const reading = first(kwhOf(forger.bundle).readings);
      forger.entry(reading.anchor).payload.grid = certified.market.regulator.code;
    },
  },
  {
    name: "the plant's reading left out",
    check: "reading",
    code: "missing",
    also: ["balance"],
    bend: (bundle) => {
      const kwh = kwhOf(bundle);
      kwh.readings = kwh.readings.filter(({ meter }) => meter.slice(9, 11) === "00");
    },
  },
  {
    name: "a reading that was anchored after the settlement",
    check: "reading",
    code: "altered",
    forge: (forger) => {
      const reading = first(kwhOf(forger.bundle).readings);
      const anchor = forger.entry(reading.anchor);
      const late = latestFree(forger);
      for (const day of forger.days) if (day.anchor === anchor.index) day.anchor = late;
      for (const one of kwhOf(forger.bundle).readings) if (one.anchor === anchor.index) one.anchor = late;
      anchor.index = late;
    },
  },
  {
    name: "a plant that sent more than it could sell",
    check: "balance",
    code: "oversold",
    also: ["settlement"],
    forge: (forger) => {
      forger.entry(forger.line(0).settle).result.G = 5;
      forger.freeze(forger.line(0).values.plant, (numbers) => {
        numbers.splice(0, 3, 5, 0, 5);
      });
    },
  },
  {
    name: "a line that counts as less in the plant's sum",
    check: "balance",
    code: "oversold",
    forge: (forger) => {
      forger.line(0).sumWh = 1;
    },
  },
  {
    name: "one Wh of generation twice",
    check: "balance",
    code: "offsets",
    month: true,
    forge: (forger) => {
      const { at, segments } = sharing(forger);
      const offset = (segments[at] ?? "").slice(32, 44);
      const next = segments[at + 1] ?? "";
      segments[at + 1] = `${next.slice(0, 32)}${offset}${next.slice(44)}`;
    },
  },
  {
    name: "two lines on one Wh of generation",
    check: "balance",
    code: "offsets",
    month: true,
    forge: (forger) => {
      // K5 is of the same plant: put where K1 stands.
      const places = new Map(
        forger.line(0).segments.map((segment) => [segment.slice(0, 4), segment.slice(32, 44)]),
      );
      const { segments } = forger.line(3);
      segments.forEach((segment, at) => {
        const offset = places.get(segment.slice(0, 4));
        if (offset) segments[at] = `${segment.slice(0, 32)}${offset}${segment.slice(44)}`;
      });
    },
  },
  {
    name: "more than the plant's meters read",
    check: "balance",
    code: "reading-exceeded",
    forge: (forger) => setReading(forger, "production", 0),
  },
  {
    name: "a plant that could sell more than its meters read",
    check: "balance",
    code: "sum",
    month: true,
    forge: (forger) => {
      const { settle, values } = forger.line(1);
      forger.entry(settle).result.G = 2 ** 40;
      forger.freeze(values.plant, (numbers) => {
        numbers.splice(0, 3, 2 ** 40, 0, 2 ** 40);
      });
    },
  },
  {
    name: "a plant settled with another G than its month was frozen with",
    check: "balance",
    code: "oversold",
    forge: (forger) => {
      forger.entry(forger.line(1).settle).result.G = 2 ** 40;
    },
  },
  {
    name: "one of a plant's meters left out",
    check: "reading",
    code: "missing",
    also: ["balance"],
    bend: (bundle) => {
      const kwh = kwhOf(bundle);
      const isWind = ({ meter }: { meter: string }) => meter.slice(9, 11) === "W1";
      const { meter } = first(kwh.readings.filter(isWind));
      kwh.readings = kwh.readings.filter((reading) => reading.meter !== meter);
    },
  },
  {
    name: "a frozen input that was never frozen",
    check: "balance",
    code: "reading-root",
    also: ["reading"],
    bend: ({ inputs }) => {
      const input = first(inputs);
      input.leaf = input.leaf.replace("]]", ',"M"]]');
    },
  },
  {
    name: "a settlement that the exchange did not sign",
    check: "keys",
    code: "key-unknown",
    forge: (forger) => {
      forger.entry("settlement.settle").signers = [certified.market.grid.key.keyId];
    },
  },
  {
    name: "a key that nobody registered",
    check: "keys",
    code: "key-unknown",
    also: ["signatures"],
    forge: (forger) => {
      forger.entry("certificate.issue").signers.push("ab".repeat(16));
    },
  },
  {
    name: "a curve signed by another grid company",
    check: "keys",
    code: "key-unknown",
    forge: (forger) => {
      forger.entry("metering.anchor-day").signers = [certified.market.exchange.key.keyId];
    },
  },
  {
    name: "a contract that the plant's owner did not sign",
    check: "keys",
    code: "key-unknown",
    forge: (forger) => {
      const contract = forger.entry("contract.record");
      contract.signers = contract.signers.filter((signer) => signer.length === 64);
    },
  },
  {
    name: "a company that signed before it was admitted",
    check: "keys",
    code: "key-unknown",
    forge: (forger) => {
      const admitted = forger.entries.filter(({ type }) => type === "participant.register");
      for (const entry of admitted) {
        if (JSON.stringify(entry.payload).includes(certified.seller)) entry.index = latestFree(forger);
      }
    },
  },
  {
    name: "a key that had been revoked",
    check: "keys",
    code: "key-revoked",
    bend: async (bundle, forger) => {
      const { keyId } = certified.market.exchange.key;
      const at = { origin: bundle.market, size: forger.size, root: forger.root, time: now };
      bundle.attestations.keys[keyId] = await forger.say(
        keyStatusText({ ...at, keyId, status: "revoked", index: 3 }),
      );
    },
  },
  {
    name: "a stranger's word on a key",
    check: "keys",
    code: "attestation",
    bend: ({ attestations }) => {
      const id = first(Object.keys(attestations.keys));
      attestations.keys[id] = (attestations.keys[id] ?? []).map((note) => note.replace("active", "Active"));
    },
  },
  {
    name: "a signature of something else",
    check: "signatures",
    code: "signature",
    forge: (forger) => {
      forger.entry("settlement.trace").missigned = true;
    },
  },
  {
    name: "a command of another market",
    check: "signatures",
    code: "altered",
    forge: (forger) => {
      forger.entry("settlement.trace").market = "other.example/green";
    },
  },
  {
    name: "a loss that is not the channel's",
    check: "channels",
    code: "channel-loss",
    forge: (forger) => {
      forger.record(first(pathOf(forger)).channel).lossPpm = 1;
    },
  },
  {
    name: "channels that do not meet",
    check: "channels",
    code: "channel-path",
    forge: (forger) => {
      forger.record(first(pathOf(forger)).channel).toProvince = "41";
    },
  },
  {
    name: "energy that came from nowhere on the way",
    check: "channels",
    code: "loss-sum",
    also: ["settlement"],
    forge: (forger) => {
      const line = forger.line(0);
      line.values.sentWh = Number(line.values.sentWh) - 1;
      bendLast(line.segments, 20, -1);
    },
  },
  {
    name: "more than the unit's meters read",
    check: "consumption",
    code: "reading-exceeded",
    forge: (forger) => setReading(forger, "consumption", 0),
  },
  {
    name: "a month that does not add up to U",
    check: "consumption",
    code: "sum",
    month: true,
    forge: (forger) => {
      const day = forger.days.find(({ meter }) => meter.slice(9, 11) === "00");
      if (day) day.wh[0] = (day.wh[0] ?? 0) + 1_000;
    },
  },
  {
    name: "the unit's readings left out though the holder opened them",
    check: "consumption",
    code: "missing",
    bend: (bundle) => {
      const kwh = kwhOf(bundle);
      kwh.readings = kwh.readings.filter(({ meter }) => meter.slice(9, 11) !== "00");
    },
  },
  {
    name: "a segment that was not traced",
    check: "segment",
    code: "segment-root",
    bend: (bundle) => {
      const { range } = kwhOf(bundle);
      range.masks[0] = "00".repeat(16);
    },
  },
  {
    name: "a line's month shown in part",
    check: "segment",
    code: "missing",
    also: ["reading", "balance", "consumption"],
    month: true,
    bend: (bundle) => void bundle.month?.ranges.pop(),
  },
  {
    name: "a matched part that the segments do not give",
    check: "segment",
    code: "sum",
    also: ["line"],
    month: true,
    forge: (forger) => {
      forger.line(0).coincidentWh += 1;
    },
  },
  {
    name: "another kWh than asked for",
    check: "kwh",
    code: "kwh-range",
    trust: (trust) => ({ ...trust, kwh: 8 }),
  },
  {
    name: "no kWh though one was asked for",
    check: "kwh",
    code: "missing",
    bend: (bundle) => {
      delete bundle.kwh;
    },
  },
  {
    name: "a kWh beyond the certificate",
    check: "kwh",
    code: "kwh-range",
    also: ["reading", "balance", "consumption"],
    bend: (bundle) => {
      kwhOf(bundle).n = 1_000_000;
    },
    trust: ({ kwh: _, ...trust }) => trust,
  },
  {
    name: "segments that do not end where their line does",
    check: "segment",
    code: "sum",
    also: ["reading", "balance", "consumption"],
    month: true,
    forge: (forger) => bendLast(forger.line(1).segments, 8, 1),
  },
  {
    name: "an opening of another value",
    check: "line",
    code: "opening",
    bend: (bundle) => {
      const opening = first(bundle.lines).openings.contractKwh;
      if (opening) opening[1] = 1;
    },
  },
  {
    name: "an opened name that was not sealed",
    check: "line",
    code: "opening",
    bend: (bundle) => {
      const { openings } = entryOf(bundle, "certificate.issue");
      if (openings.name) openings.name[1] = "别人";
    },
  },
  {
    name: "roots of another month",
    check: "line",
    code: "line-root",
    forge: (forger) => {
      forger.entry(forger.line(0).settle).payload.month = "2026-01";
    },
  },
  {
    name: "roots of another plant",
    check: "line",
    code: "line-root",
    forge: (forger) => {
      forger.entry(forger.line(0).trace).payload.plant = forger.line(1).values.plant ?? "";
    },
  },
  {
    name: "a line left out",
    check: "line",
    code: "certificate-root",
    bend: ({ lines }) => void lines.pop(),
  },
  {
    name: "a line twice",
    check: "line",
    code: "certificate-root",
    bend: ({ lines }) => {
      lines[2] = first(lines);
    },
  },
  {
    name: "a total that the lines do not give",
    check: "line",
    code: "sum",
    forge: (forger) => {
      const { openings } = forger.entry("certificate.issue");
      if (openings.totals) openings.totals[1] = { settledKwh: 5 };
    },
  },
  {
    name: "a total that is no number",
    check: "line",
    code: "unreadable",
    forge: (forger) => {
      const { openings } = forger.entry("certificate.issue");
      if (openings.totals) openings.totals[1] = { settledKwh: "5" };
    },
  },
  {
    name: "a consumption that is not U",
    check: "line",
    code: "sum",
    forge: (forger) => {
      const { openings } = forger.entry("certificate.issue");
      if (openings.consumedWh) openings.consumedWh[1] = 5;
    },
  },
  {
    name: "a contract of another quantity",
    check: "line",
    code: "altered",
    forge: (forger) => {
      const { openings } = forger.entry("contract.record");
      const opening = openings["records/0/contractKwh"];
      if (opening) opening[1] = 5;
    },
  },
  {
    name: "a plant of another kind than the code says",
    check: "line",
    code: "other-code",
    forge: (forger) => {
      forger.record(forger.line(0).values.plant).type = "S1";
    },
  },
  {
    name: "a level that its holder did not choose",
    check: "line",
    code: "missing",
    bend: (bundle) => {
      bundle.level = "standard";
    },
  },
  {
    name: "less than its holder opened",
    check: "line",
    code: "missing",
    also: ["settlement"],
    bend: (bundle) => {
      delete first(bundle.lines).openings.allowanceWh;
    },
  },
  {
    name: "another limit than comes out",
    check: "settlement",
    code: "recomputed",
    forge: (forger) => {
      const { values } = forger.line(0);
      values.limitedBy = values.limitedBy === "contract" ? "generation" : "contract";
    },
  },
  {
    name: "a larger allowance than comes out",
    check: "settlement",
    code: "recomputed",
    forge: (forger) => {
      const { values } = forger.line(0);
      values.allowanceWh = Number(values.allowanceWh) + 1_000;
    },
  },
  {
    name: "a stranger's word on the standing",
    check: "status",
    code: "attestation",
    bend: ({ attestations }) => {
      attestations.status = attestations.status.map((note) => note.replace("valid", "revoked"));
    },
  },
  {
    name: "members who speak of another log",
    check: "status",
    code: "attestation",
    bend: async (bundle, forger) => {
      const { code, certificate: index } = bundle;
      const at = { origin: bundle.market, size: forger.size, root: new Uint8Array(32), time: now };
      const text = statusText({ ...at, code, version: 1, status: "valid", index });
      bundle.attestations.status = await forger.say(text);
    },
  },
];

/** A place in the log near its end that the bundle shows nothing of. */
function latestFree(forger: Forger): number {
  const taken = new Set(forger.entries.map(({ index }) => index));
  for (let index = forger.size - 1; index > 0; index--) if (!taken.has(index)) return index;
  throw new Error("the log is full");
}

function pathOf(forger: Forger): { channel: string }[] {
  return forger.line(0).values.path as unknown as { channel: string }[];
}

/** Adds to a u48 of the last segment: of the landed end at 8 hex digits, of the sent end at 20. */
function bendLast(segments: string[], at: number, by: number): void {
  const last = segments.length - 1;
  const segment = segments[last] ?? "";
  const wh = Number.parseInt(segment.slice(at, at + 12), 16) + by;
  segments[last] = `${segment.slice(0, at)}${wh.toString(16).padStart(12, "0")}${segment.slice(at + 12)}`;
}

describe("a consortium that tells the truth again", () => {
  it.each([false, true])("is verified in every check (whole month: %s)", async (month) => {
    const verdict = await tell({ name: "truth", month });
    expect(verdict.checks.filter(({ ok }) => ok !== true)).toEqual([]);
    expect(verdict).toMatchObject({ verdict: "verified", trust: "consortium", pinned: true });
  });
});

describe("a consortium that lies", () => {
  it.each(lies)("$check: $name", async (lie) => {
    const verdict = await tell(lie);
    const failed = verdict.checks.filter(({ ok }) => ok === false);
    expect(failed.map(({ id }) => id).sort(inOrder)).toEqual([lie.check, ...(lie.also ?? [])].sort(inOrder));
    expect(failed.find(({ id }) => id === lie.check)?.code).toBe(lie.code);
    expect(verdict.verdict).toBe(lie.check === "shape" ? "unusable" : "failed");
    expect(verdict.figures).toBeUndefined();
  });

  it("is caught by every check, for every reason there is", () => {
    expect([...new Set(lies.map(({ check }) => check))].sort(inOrder)).toEqual([...checkIds].sort(inOrder));
    expect([...new Set<string>(lies.map(({ code }) => code))].sort(inOrder)).toEqual(
      [...falseCodes].sort(inOrder),
    );
  });
});

function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
