import { readFileSync } from "node:fs";
import type { Options } from "@/lib/cli/arguments";
import { CannotTry, type ExitCode } from "@/lib/cli/exit";
import type { Output } from "@/lib/cli/output";
import type { Json } from "@/lib/crypto/canonical";
import { parseQr } from "@/lib/market/certificates/qr";
import { fingerprintHex, parseRoster } from "@/lib/market/members/roster";
import type { Trust } from "@/lib/proof/verify/checks";
import { compareOffsets } from "@/lib/proof/verify/compare";
import type { Check, Verdict } from "@/lib/proof/verify/verdict";
import { verify } from "@/lib/proof/verify/verify";

/** No network, no server, no database: the file and what the caller trusts (protocol §6). */
export async function verifyVerb(
  args: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const files = args.slice(0, 2).map(readFile);
  const trust = trustOf(options);
  const now = Math.floor(Date.now() / 1000);
  const verdicts = await Promise.all(files.map((file) => verify(file, trust, now)));
  const [first, other] = verdicts;
  if (first === undefined) throw new CannotTry("file", "verify takes a bundle");
  const overlaps = overlapsOf(files);
  const compared =
    overlaps.length === 0 ? first.checks : first.checks.map((check) => overlapping(check, overlaps.length));
  const verdict = overlaps.length > 0 ? "failed" : worse(first.verdict, other?.verdict);
  const answer = {
    verdict,
    trust: first.trust,
    status: first.status.standing,
    checks: compared.map(said),
    ...(first.fingerprint === undefined ? {} : { fingerprint: first.fingerprint }),
    ...(other === undefined
      ? {}
      : { other: { verdict: other.verdict, checks: other.checks.map(said) }, overlaps }),
  };
  output.answer(answer, () => text(answer.verdict, first, compared));
  if (verdict === "unusable") return 2;
  return verdict === "verified" && verdicts.every(isGood) ? 0 : 1;
}

/** Verified, of a pinned roster, and neither superseded nor revoked as the members attest. */
function isGood({ verdict, pinned, status }: Verdict): boolean {
  return (
    verdict === "verified" && pinned && status.standing !== "superseded" && status.standing !== "revoked"
  );
}

function worse(one: Verdict["verdict"], other: Verdict["verdict"] | undefined): Verdict["verdict"] {
  if (one === "unusable" || other === "unusable") return "unusable";
  return one === "failed" || other === "failed" ? "failed" : "verified";
}

function overlapsOf([one, other]: readonly Uint8Array[]) {
  if (one === undefined || other === undefined) return [];
  const compared = compareOffsets(one, other);
  return compared.ok ? compared.overlaps : [];
}

function overlapping(check: Check, count: number): Check {
  if (check.id !== "balance") return check;
  const reason = `both bundles claim the same generation in ${count} places`;
  return { ...check, ok: false, code: "offsets", reason };
}

function said({ id, group, ok, reason }: Check) {
  return { id, group, ok, reason };
}

function text(
  verdict: string,
  { trust, status, pinned, fingerprint }: Verdict,
  checks: readonly Check[],
): string {
  const marks = new Map<boolean | null, string>([
    [true, "ok"],
    [false, "FAILED"],
    [null, "-"],
  ]);
  const lines = checks.map(({ id, ok, reason }) => `${marks.get(ok)}\t${id}\t${reason}\n`);
  const pin = pinned ? "" : `, not pinned: compare the roster's fingerprint ${fingerprint ?? "-"}`;
  return `${lines.join("")}${verdict} (${trust}${pin}), status ${status.standing}\n`;
}

function readFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CannotTry("missing", `${path} cannot be read`, { cause });
  }
}

/** Explicit anchors come before the print's (protocol §6). */
function trustOf({ trust, roster, qr }: Options): Trust {
  const pinned = typeof trust === "string" ? fingerprintIn(trust) : fingerprintGiven(roster);
  return { ...(pinned === undefined ? {} : { fingerprint: pinned }), ...printOf(qr) };
}

function fingerprintGiven(roster: string | boolean | undefined): string | undefined {
  if (typeof roster !== "string") return undefined;
  const hex = roster.toLowerCase().replace(/[^0-9a-f]/g, "");
  if (hex.length !== 64) throw new CannotTry("roster", "--roster takes a fingerprint of 64 hex digits");
  return hex;
}

/** The fingerprint of the roster in a trust.json, its first one where it carries several. */
function fingerprintIn(path: string): string {
  const parsed = parseRoster(rosterIn(path));
  if (!parsed.ok) throw new CannotTry("trust", `${path} holds no roster: ${parsed.code}`);
  return fingerprintHex(parsed.roster);
}

function rosterIn(path: string): Json | undefined {
  const text = Buffer.from(readFile(path)).toString("utf8");
  try {
    const file: { roster?: Json; rosters?: Json[] } | null = JSON.parse(text);
    return file?.rosters?.[0] ?? file?.roster;
  } catch (cause) {
    throw new CannotTry("trust", `${path} is not JSON`, { cause });
  }
}

function printOf(qr: string | boolean | undefined): Trust {
  if (typeof qr !== "string") return {};
  const parsed = parseQr(qr);
  if (!parsed.ok) throw new CannotTry("qr", `not what a certificate's QR says: ${parsed.code}`);
  const { code, v, t } = parsed;
  return { code, ...(v === undefined ? {} : { v }), ...(t === undefined ? {} : { t }) };
}
