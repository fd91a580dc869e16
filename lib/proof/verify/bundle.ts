import { utf8 } from "@/lib/crypto/bytes";
import { parseJson } from "@/lib/crypto/canonical";
import {
  any,
  hex,
  list,
  Misshapen,
  matching,
  object,
  oneOf,
  pair,
  record,
  type ShapeOf,
  text,
  whole,
} from "./shape";

/**
 * The proof bundle, version 1 (lib/proof/FORMAT.md): one JSON file that holds everything a verifier
 * needs about a certificate and, where asked, one of its kWh. Untrusted input: nothing in it is
 * believed for standing here, only for hashing to what the members cosigned.
 */
const hash = hex(32);
const code = matching(/^[0-9A-Z]{32}$/);
/** No tree of 2^53 leaves has a longer path. */
const path = list(hash, 64);
const openings = record(pair(hash, any), 2_200);
const place = object({ index: whole(), size: whole(), proof: path });

const entry = object({ index: whole(), entry: text(60_000), proof: path, openings });

const line = object({
  leaf: text(2_000),
  traceLeaf: text(400),
  openings,
  traceOpenings: openings,
  lines: place,
  traces: place,
  sum: object({ index: whole(), size: whole(), proof: list(pair(hash, whole()), 64) }),
  certificate: place,
  settle: whole(),
  trace: whole(),
});

/** What a plant's month was frozen with, in the input root. */
const input = object({ leaf: text(100_000), index: whole(), size: whole(), proof: path });

/** A line has at most three segments to an interval: matched there, matched elsewhere, all lost. */
const mostSegments = 3 * 2_976;

/** Neighbouring segments of one line under one range proof. */
const segmentRange = object({
  line: whole(),
  from: whole(),
  size: whole(),
  segments: list(hex(24), mostSegments),
  masks: list(hex(16), mostSegments),
  proof: list(hash, 128),
});

const batchPlace = { anchor: whole(), meter: code, index: whole(), size: whole(), proof: path };
const wh = whole(2 ** 48 - 1);

/** One quarter-hour of one meter, opened without its neighbours. */
const reading = object({ ...batchPlace, interval: whole(95), wh, mask: hash, curve: path });

/** A whole day of one meter, opened by its day secret. */
const day = object({ ...batchPlace, secret: hash, wh: list(wh, 96) });

const member = object({ name: text(200), logKey: hash, cosignKey: hash, address: text(500) });
const notes = list(text(4_000), 128);

const schema = object(
  {
    v: oneOf(1),
    kind: oneOf("lvji/bundle"),
    market: text(200),
    code,
    level: oneOf("minimal", "standard", "full"),
    checkpoint: text(100_000),
    rosters: list(object({ origin: text(200), from: whole(), members: list(member, 100) }), 100),
    entries: list(entry, 4_096),
    certificate: whole(),
    lines: list(line, 2_000),
    inputs: list(input, 2_000),
    attestations: object({ status: notes, keys: record(notes, 1_000) }),
  },
  {
    consistency: object({ from: whole(), proof: list(hash, 128) }),
    kwh: object({ n: whole(), range: segmentRange, readings: list(reading, 20_000) }),
    month: object({ ranges: list(segmentRange, 2_000), days: list(day, 12_400) }),
  },
);

export type Bundle = ShapeOf<typeof schema>;
export type BundleEntry = ShapeOf<typeof entry>;
export type BundleLine = ShapeOf<typeof line>;
export type BundleInput = ShapeOf<typeof input>;
export type BundleReading = ShapeOf<typeof reading>;
export type BundleDay = ShapeOf<typeof day>;
export type BundleRange = ShapeOf<typeof segmentRange>;
export type Openings = ShapeOf<typeof openings>;

/** Largest file read: a month of a few meters is under 4 MB. */
export const maximumBundleBytes = 64 * 1024 * 1024;

export type ParsedBundle =
  | { readonly ok: true; readonly bundle: Bundle }
  | { readonly ok: false; readonly reason: string };

/** Reads a bundle file. Refuses duplicate keys, fractions, unknown members, wrong shapes and what is too much. */
export function parseBundle(input: Uint8Array | string): ParsedBundle {
  const bytes = typeof input === "string" ? utf8(input) : input;
  if (bytes.length > maximumBundleBytes) return { ok: false, reason: "the file is larger than 64 MiB" };
  const json = parseJson(bytes);
  if (!json.ok) return { ok: false, reason: `not JSON of this protocol: ${json.code} at byte ${json.at}` };
  try {
    return { ok: true, bundle: schema(json.value) };
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    return { ok: false, reason: `${error.path.reverse().join(".") || "bundle"}: ${error.message}` };
  }
}
