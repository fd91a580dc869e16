/** What a certificate's QR says, and what a scanned one tells about the certificate it stands on (protocol §4). */
import { crockfordOfBits, isCrockford } from "@/lib/identifiers/crockford";
import { parseCode } from "@/lib/identifiers/trace-code";

const HASH_CHARACTERS = 26;
const ROSTER_CHARACTERS = 16;

export interface QrInput {
  /** Scheme and host, PUBLIC_URL without a path: `https://lvji.example`. */
  readonly origin: string;
  readonly code: string;
  /** RFC 9162 leaf hash of the certificate's newest `issue` or `correct` entry. */
  readonly certificateHash: Uint8Array;
  readonly rosterFingerprint: Uint8Array;
}

/** Untrusted QR text taken apart. `v` and `t` as they stand there, whatever they are; undefined when absent. */
export type ParsedQr =
  | {
      readonly ok: true;
      readonly origin: string;
      readonly code: string;
      readonly v?: string;
      readonly t?: string;
    }
  | { readonly ok: false; readonly code: "address" | "trace-code" };

export type QrStanding = "ok" | "superseded" | "altered" | "not bound";

/** The first 130 bits of a certificate hash, 26 characters. */
export function hashMark(certificateHash: Uint8Array): string {
  return crockfordOfBits(certificateHash, HASH_CHARACTERS);
}

/** The first 80 bits of a roster's fingerprint, 16 characters. */
export function rosterMark(rosterFingerprint: Uint8Array): string {
  return crockfordOfBits(rosterFingerprint, ROSTER_CHARACTERS);
}

/** `<origin>/c/<code>?v=<26>&t=<16>` */
export function qrText({ origin, code, certificateHash, rosterFingerprint }: QrInput): string {
  return `${origin}/c/${code}?v=${hashMark(certificateHash)}&t=${rosterMark(rosterFingerprint)}`;
}

/** Reads text from a camera or a keyboard. Parameters other than v and t (a kWh, a language) are let be. */
export function parseQr(untrusted: string): ParsedQr {
  const match = /^(https?:\/\/[^\s/?#]+)\/c\/([^\s/?#]+)(?:\?([^\s#]*))?(?:#\S*)?$/.exec(untrusted);
  if (match === null) return { ok: false, code: "address" };
  const [, origin = "", written = "", query = ""] = match;
  const code = parseCode(written);
  if (!code.ok || code.fields.object !== "C") return { ok: false, code: "trace-code" };
  const v = parameter(query, "v");
  const t = parameter(query, "t");
  return {
    ok: true,
    origin,
    code: code.text,
    ...(v === undefined ? {} : { v }),
    ...(t === undefined ? {} : { t }),
  };
}

/**
 * What `v` says of a print. `certificateHashes` are those of the certificate's versions, oldest first.
 * An absent v binds to nothing; one that is no version's, malformed ones included, means an altered print.
 */
export function qrStanding(v: string | undefined, certificateHashes: readonly Uint8Array[]): QrStanding {
  if (v === undefined) return "not bound";
  if (!isCrockford(v, HASH_CHARACTERS)) return "altered";
  const version = certificateHashes.findLastIndex((hash) => hashMark(hash) === v);
  if (version < 0) return "altered";
  return version === certificateHashes.length - 1 ? "ok" : "superseded";
}

/** Whether `t` pins this roster: false for another or a malformed mark. */
export function pinsRoster(t: string, rosterFingerprint: Uint8Array): boolean {
  return t === rosterMark(rosterFingerprint);
}

/** The first value of a query parameter. Marks are plain letters and digits: nothing is percent-decoded. */
function parameter(query: string, name: string): string | undefined {
  const pair = query.split("&").find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}
