import * as z from "zod/mini";
import { utf8 } from "@/lib/crypto/bytes";
import { parseJson } from "@/lib/crypto/canonical";

/**
 * The proof bundle, version 1 (lib/proof/FORMAT.md): one JSON file that holds everything a verifier
 * needs about a certificate and, where asked, one of its kWh. Untrusted input: nothing in it is
 * believed for standing here, only for hashing to what the members cosigned.
 */
const hex = z.string().check(z.regex(/^(?:[0-9a-f]{2})*$/));
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const whole = z.int().check(z.nonnegative());
const code = z.string().check(z.regex(/^[0-9A-Z]{32}$/));
const text = z.string();
const opening = z.tuple([hash, z.unknown()]);
const openings = z.record(z.string(), opening);
const place = z.strictObject({ index: whole, size: whole, proof: z.array(hash) });

const entry = z.strictObject({ index: whole, entry: text, proof: z.array(hash), openings });

const line = z.strictObject({
  leaf: text,
  traceLeaf: text,
  openings,
  traceOpenings: openings,
  lines: place,
  traces: place,
  sum: z.strictObject({ index: whole, size: whole, proof: z.array(z.tuple([hash, whole])) }),
  certificate: place,
  settle: whole,
  trace: whole,
});

/** Neighbouring segments of one line under one range proof. */
const segmentRange = z.strictObject({
  line: whole,
  from: whole,
  size: whole,
  segments: z.array(hex),
  masks: z.array(hex),
  proof: z.array(hash),
});

const batchPlace = z.strictObject({
  anchor: whole,
  meter: code,
  index: whole,
  size: whole,
  proof: z.array(hash),
});

/** One quarter-hour of one meter, opened without its neighbours. */
const reading = z.extend(batchPlace, { interval: whole, wh: whole, mask: hash, curve: z.array(hash) });

/** A whole day of one meter, opened by its day secret. */
const day = z.extend(batchPlace, { secret: hash, wh: z.array(whole) });

const member = z.strictObject({ name: text, logKey: hash, cosignKey: hash, address: text });

const schema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("lvji/bundle"),
  market: text,
  code,
  level: z.enum(["minimal", "standard", "full"]),
  checkpoint: text,
  rosters: z.array(z.strictObject({ origin: text, from: whole, members: z.array(member) })),
  consistency: z.optional(z.strictObject({ from: whole, proof: z.array(hash) })),
  entries: z.array(entry),
  certificate: whole,
  lines: z.array(line),
  kwh: z.optional(z.strictObject({ n: whole, range: segmentRange, readings: z.array(reading) })),
  month: z.optional(z.strictObject({ ranges: z.array(segmentRange), days: z.array(day) })),
  attestations: z.strictObject({ status: z.array(text), keys: z.record(z.string(), z.array(text)) }),
});

export type Bundle = z.infer<typeof schema>;
export type BundleEntry = z.infer<typeof entry>;
export type BundleLine = z.infer<typeof line>;
export type BundleReading = z.infer<typeof reading>;
export type BundleDay = z.infer<typeof day>;
export type BundleRange = z.infer<typeof segmentRange>;
export type Openings = z.infer<typeof openings>;

z.config({ jitless: true });

/** Largest file read: a month of a few meters is under 4 MB. */
export const maximumBundleBytes = 64 * 1024 * 1024;

export type ParsedBundle =
  | { readonly ok: true; readonly bundle: Bundle }
  | { readonly ok: false; readonly reason: string };

/** Reads a bundle file. Refuses duplicate keys, fractions, unknown members and wrong shapes. */
export function parseBundle(input: Uint8Array | string): ParsedBundle {
  const bytes = typeof input === "string" ? utf8(input) : input;
  if (bytes.length > maximumBundleBytes) return { ok: false, reason: "the file is larger than 64 MiB" };
  const json = parseJson(bytes);
  if (!json.ok) return { ok: false, reason: `not JSON of this protocol: ${json.code} at byte ${json.at}` };
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return { ok: true, bundle: parsed.data };
  const issue = parsed.error.issues[0];
  return { ok: false, reason: `${issue?.path.join(".") || "bundle"}: ${issue?.message ?? "wrong shape"}` };
}
