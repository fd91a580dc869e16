import { createHash } from "node:crypto";
import { compareText, toHex } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import { leafHash } from "@/lib/crypto/merkle/tree";
import type { CodeFields, CodeObject } from "@/lib/identifiers/code-fields";
import { formatCode } from "@/lib/identifiers/trace-code";
import type { StoredRecord } from "@/lib/ledger/ledger";
import { encodeDayBlob, MAX_METERS } from "@/lib/market/metering/blob";
import { type DisclosureLevel, versionId } from "@/lib/market/state";
import { packSegments } from "@/lib/tracing/pack";
import { segmentsFrom } from "@/lib/tracing/segments";
import type { Source } from "./project";

/** 32 bytes that differ by name, in hex. */
export function digest(name: string): string {
  return createHash("sha256").update(name).digest("hex");
}

/** A log with state beside it, as members keep them, fed by hand: what the projection reads, without the rules. */
export class TestSource implements Source {
  readonly #entries: { bytes: Uint8Array; openings: StoredRecord["openings"]; keys: string[] }[] = [];
  readonly #state = new Map<string, Uint8Array>();
  readonly #blobs = new Map<string, Uint8Array>();
  /** Throws instead of answering records from this index on. */
  failFrom = Number.POSITIVE_INFINITY;

  get size(): number {
    return this.#entries.length;
  }

  append(
    type: string,
    payload: Json,
    writes: Record<string, Json | Uint8Array>,
    openings: StoredRecord["openings"] = {},
  ) {
    const command = { v: 1, market: "test.invalid", type, signers: [digest("key").slice(0, 32)] };
    const rest = { nonce: digest(`${this.size}`).slice(0, 32), notAfter: 2_000_000_000, payload, sealed: {} };
    const entry = {
      v: 1,
      rules: "1",
      type,
      time: 1_790_000_000 + this.size,
      command: { ...command, ...rest },
    };
    const bytes = canonicalBytes({ ...entry, signatures: [], result: {} });
    const keys = Object.keys(writes).sort(compareText);
    for (const [key, value] of Object.entries(writes)) {
      this.#state.set(key, value instanceof Uint8Array ? value : canonicalBytes(value));
    }
    this.#entries.push({ bytes, openings, keys });
  }

  putDays(days: Parameters<typeof encodeDayBlob>[0]): string {
    const blob = encodeDayBlob(days);
    const hash = createHash("sha256").update(blob).digest("hex");
    this.#blobs.set(hash, blob);
    return hash;
  }

  async records(from: number, limit: number): Promise<StoredRecord[]> {
    return this.#entries.slice(from, from + limit).map(({ bytes, openings, keys }, i) => {
      if (from + i >= this.failFrom) throw new Error("the ledger went away");
      const writes = keys.map((key) => [key, this.#state.get(key) ?? null] as const);
      return { index: from + i, bytes, openings, writes };
    });
  }

  async entries(from: number, limit: number) {
    return this.#entries
      .slice(from, from + limit)
      .map(({ bytes }, i) => ({ index: from + i, bytes, hash: toHex(leafHash(bytes)) }));
  }

  async blob(hash: string): Promise<Uint8Array | undefined> {
    return this.#blobs.get(hash);
  }
}

const without = { energy: "00", province: "00", scope: "0", mode: "0" };
const fieldsOf: Readonly<Record<CodeObject, Omit<CodeFields, "object" | "place" | "month" | "sequence">>> = {
  C: { energy: "S1", province: "41", scope: "2", mode: "1" },
  P: { ...without, energy: "S1" },
  E: without,
  U: { ...without, province: "41" },
  H: { ...without, province: "41" },
  K: { ...without, energy: "S1", province: "41" },
  M: { ...without, energy: "S1" },
};

/** A good trace code of an object of September 2026. */
export function testCode(object: CodeObject, sequence: number): string {
  return formatCode({ object, place: "632521", month: "2026-09", sequence, ...fieldsOf[object] });
}

/** Every test line's segments: domain §4's worked kWh. */
export const testSegments = segmentsFrom([
  { production: 0, consumption: 0, landedEnd: 0, sentEnd: 1, offset: 0 },
  { production: 1, consumption: 1, landedEnd: 300, sentEnd: 328, offset: 0 },
  { production: 1, consumption: 3, landedEnd: 458, sentEnd: 501, offset: 327 },
  { production: 2, consumption: 2, landedEnd: 958, sentEnd: 1047, offset: 0 },
  { production: 2, consumption: 3, landedEnd: 1000, sentEnd: 1093, offset: 546 },
]);

/** One month of a small made-up market: one row or more of every table, values nothing like a real settlement. */
export function testMarket(options: { plants: number; linesPerPlant: number; days: number }): TestSource {
  const source = new TestSource();
  source.append("genesis", {}, { market: { origin: "test.invalid", prefix: "88.111.1", rules: "1" } });
  registerAssets(source, options.plants);
  for (let day = 1; day <= options.days; day++) anchorDay(source, options.plants, 20260900 + day);
  for (let plant = 0; plant < options.plants; plant++) settlePlant(source, plant, options.linesPerPlant);
  issue(source);
  return source;
}

function registerAssets(source: TestSource, plants: number): void {
  const owner = testCode("E", 1);
  const at = { entry: source.size, record: 0 };
  source.append(
    "participant.register",
    { records: [{ code: owner }] },
    {
      [`participant/${owner}`]: {
        ...{ code: owner, id: "gen-1", role: "generator", province: "63", name: "青海示例" },
        ...{ uscc: "91630000MA0000000X", status: "active", ...at },
      },
      [`key/${digest("key").slice(0, 32)}`]: {
        ...{ keyId: digest("key").slice(0, 32), alg: "p256", publicKey: "04", custody: "gateway" },
        ...{ participant: owner, label: "", from: 1, ...at },
      },
    },
  );
  for (let n = 0; n < plants; n++) registerPlant(source, n, owner);
  const channel = testCode("H", 1);
  source.append(
    "channel.register",
    { records: [{ code: channel }] },
    {
      [`channel/${channel}`]: {
        ...{ code: channel, id: "qy", name: "青豫", fromProvince: "63", toProvince: "41" },
        ...{ lossPpm: 65_400, capacityKw: 8_000_000, entry: source.size, record: 0 },
      },
    },
  );
}

function registerPlant(source: TestSource, n: number, owner: string): void {
  const [plant, unit, meter] = [testCode("P", n), testCode("U", n), testCode("M", n)];
  const at = { entry: source.size, record: 0 };
  source.append(
    "plant.register",
    { records: [{ code: plant }] },
    {
      [`plant/${plant}`]: {
        ...{ code: plant, id: `plant-${n}`, owner, name: `电站 ${n}`, type: "S1", capacityKw: 9000 },
        ...{ province: "63", place: "632521", latE6: 1, lonE6: -1, projectCode: "", ...at },
      },
      [`unit/${unit}`]: { code: unit, id: `unit-${n}`, owner, name: `户 ${n}`, province: "41", ...at },
      [`meter/${meter}`]: { code: meter, id: `m-${n}`, role: "production", of: plant, grid: owner, ...at },
    },
  );
}

function anchorDay(source: TestSource, plants: number, day: number): void {
  for (let first = 0; first < plants; first += MAX_METERS) {
    const batch = first / MAX_METERS;
    const days = Array.from({ length: Math.min(MAX_METERS, plants - first) }, (_, at) => ({
      meter: testCode("M", first + at),
      secret: new Uint8Array(Buffer.from(digest(`${day}/${first + at}`), "hex")),
      wh: Float64Array.from({ length: 96 }, (_, i) => (i * 7919 * (first + at + 1) + day) % 2_000_000),
    }));
    const blob = source.putDays(days);
    const writes = days.map(({ meter }, position) => {
      return [`day/${meter}/${day}`, { entry: source.size, blob, position, batch }] as const;
    });
    source.append("metering.anchor-day", { day, blob }, Object.fromEntries(writes));
  }
}

function settlePlant(source: TestSource, n: number, lines: number): void {
  const [plant, unit, meter] = [testCode("P", n), testCode("U", n), testCode("M", n)];
  const month = "2026-09";
  const contracts = Array.from({ length: lines }, (_, k) => testCode("K", n * 100 + k));
  source.append(
    "contract.record",
    { records: contracts.map((contract) => ({ contract, plant })) },
    Object.fromEntries(contracts.map((contract, k) => [`contract/${contract}`, contractRow(contract, n, k)])),
    Object.fromEntries(
      contracts.map((_, k) => [`records/${k}/number`, [digest(`salt ${k}`), `绿-${n}-${k}`]]),
    ),
  );
  source.append(
    "metering.close-month",
    { meter, month },
    {
      [`closed-month/${meter}/${month}`]: { entry: source.size, totalWh: 5 },
      [`mechanism/${plant}/${month}`]: { wh: 3, entry: source.size },
    },
  );
  source.append(
    "settlement.freeze",
    { month, version: 1 },
    {
      [`month/${month}`]: monthRow(source.size),
      [`frozen-plant/${month}/${versionId(1)}/${plant}`]: {
        onGridWh: 8,
        mechanismWh: 3,
        G: 5,
        C: 9,
        lines: contracts,
      },
      [`frozen-unit/${month}/${versionId(1)}/${unit}`]: { U: 5, D: 6, lines: contracts },
    },
  );
  const settled = { result: settleResult(lines), entry: source.size };
  source.append(
    "settlement.settle",
    { month, version: 1, plant },
    {
      [`settled-plant/${month}/${versionId(1)}/${plant}`]: settled,
      ...Object.fromEntries(
        contracts.map((code, k) => [`line/${month}/${versionId(1)}/${code}`, lineRow(code, n, k)]),
      ),
    },
  );
  const traced = { ...settled, traceEntry: source.size, tracesRoot: digest("traces") };
  source.append(
    "settlement.trace",
    { month, version: 1, plant },
    {
      [`settled-plant/${month}/${versionId(1)}/${plant}`]: traced,
      ...Object.fromEntries(
        contracts.map((code) => [`trace/${month}/${versionId(1)}/${code}`, traceRow(code)]),
      ),
      ...Object.fromEntries(
        contracts.map((code) => [`segments/${month}/${versionId(1)}/${code}`, packSegments(testSegments)]),
      ),
    },
  );
}

function contractRow(code: string, n: number, k: number): Json {
  return {
    ...{
      code,
      number: `绿-${n}-${k}`,
      plant: testCode("P", n),
      unit: testCode("U", n),
      via: "",
      month: "2026-09",
    },
    ...{ contractKwh: 100 + k, energyPrice: 1, environmentPrice: 2, mode: "bilateral", term: "monthly" },
    ...{
      scope: "inter-provincial",
      path: [testCode("H", 1)],
      secret: digest(code),
      onBehalf: [],
      entry: 1,
      record: k,
    },
  };
}

function monthRow(entry: number): Json {
  return {
    version: 1,
    stage: "finished",
    inputRoot: digest("input"),
    plants: 1,
    settled: 1,
    traced: 1,
    freezeEntry: entry,
  };
}

function settleResult(count: number): Json {
  const roots = { linesRoot: digest("lines"), sumRoot: digest("sums") };
  return { G: 5, C: 9, settledWh: 4000, sentWh: 4300, unsoldWh: 1, ...roots, count };
}

function lineRow(contract: string, n: number, k: number): Json {
  const values = {
    ...{ contract, plant: testCode("P", n), unit: testCode("U", n), contractKwh: 100 + k, settledKwh: 4 },
    ...{ limitedBy: "generation", U: 5, D: 6, allowanceWh: 4000, sentWh: 4300 + k, landedWh: 4000 },
    path: [{ channel: testCode("H", 1), lossPpm: 65_400 }],
  };
  return { values, leafHash: digest(`line ${contract}`), entry: 1 };
}

function traceRow(contract: string): Json {
  return { traceRoot: digest("root"), coincidentWh: 17, leafHash: digest(`trace ${contract}`), count: 2 };
}

function issue(source: TestSource, level: DisclosureLevel = "standard"): void {
  const code = testCode("C", 1);
  source.append(
    "certificate.issue",
    { code, month: "2026-09" },
    {
      [`certificate/${code}`]: {
        ...{
          code,
          unit: testCode("U", 0),
          month: "2026-09",
          version: 1,
          count: 3,
          certLinesRoot: digest("cert"),
        },
        ...{ entry: source.size, hash: digest("certificate"), status: "valid", level },
      },
    },
    { name: [digest("n"), "某企业"], uscc: [digest("u"), "91630000MA0000000X"] },
  );
}
