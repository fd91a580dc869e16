/** A market from nothing: its members' and first participants' keys, and the command that founds it. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { keyId } from "@/lib/crypto/keys";
import { keyPair, sign } from "@/lib/crypto/signatures";
import { completeUscc } from "@/lib/identifiers/uscc";
import { codeFor, registrationMonths } from "@/lib/market/codes";
import { type Command, type Envelope, type Hex, type Signature, signedBytes } from "@/lib/market/command";
import { memberKeyId, parseRoster, type Roster, rosterJson } from "@/lib/market/members/roster";
import { participantCode } from "@/lib/market/participants/model";
import { writeSecret } from "../node/member-keys";
import type { MemberSigner } from "../node/signer";

export type FounderRole = "exchange" | "grid" | "regulator";

export interface Founder {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  /** GB/T 2260, two digits. */
  readonly province: string;
}

export interface GenesisOptions {
  /** The market's name and the log's origin: default `lvji.invalid/<8 random hex>`. */
  readonly market?: string;
  /** Of identifiers, three dotted parts: an obvious placeholder by default. */
  readonly prefix?: string;
  /** Where all four members answer: `PUBLIC_URL`. */
  readonly publicUrl?: string;
  /** Settled kWh of a month above which finishing takes two keys of the exchange. */
  readonly twoPersonKwh?: number;
  readonly founders?: Partial<Readonly<Record<FounderRole, Partial<Founder>>>>;
}

export const DEFAULT_PREFIX = "88.000.0000000";
const ROLES: readonly FounderRole[] = ["exchange", "grid", "regulator"];

const DEFAULT_FOUNDERS: Readonly<Record<FounderRole, Founder>> = {
  exchange: {
    id: "exchange",
    name: "电力交易中心",
    uscc: completeUscc("91110000", "00000001"),
    province: "11",
  },
  grid: { id: "grid", name: "电网公司", uscc: completeUscc("91110000", "00000002"), province: "11" },
  regulator: {
    id: "regulator",
    name: "能源监管局",
    uscc: completeUscc("11110000", "00000003"),
    province: "11",
  },
};

/** A key the gateway keeps for a participant: `LVJI_DATA/keys/<role>.json`. */
export interface KeyFile {
  readonly keyId: string;
  readonly alg: "p256";
  readonly publicKey: Hex;
  readonly privateKey: Hex;
  /** Trace code. */
  readonly participant: string;
  readonly label: string;
  readonly custody: "gateway";
}

const VALID_SECONDS = 3600;
const LOOPBACK = "http://127.0.0.1:3000";

/** Genesis, signed by all whose keys it names, at `now` (Unix seconds). Keys that exist are used again. */
export async function foundMarket(
  dataDir: string,
  signers: readonly MemberSigner[],
  options: GenesisOptions,
  now: number,
): Promise<Envelope> {
  const origin = options.market ?? `lvji.invalid/${randomBytes(4).toString("hex")}`;
  const keys = await Promise.all(ROLES.map((role, i) => founderKey(dataDir, options, role, i + 1, now)));
  const roster = rosterAt(origin, signers, options.publicUrl);
  const participants = ROLES.map((role, i) => {
    const { alg, publicKey, custody, label, participant } = keys[i] ?? missing(role);
    return { code: participant, role, ...founder(options, role), key: { alg, publicKey, custody, label } };
  });
  const memberIds = roster.members.map(memberKeyId);
  const command: Command = {
    v: 1,
    market: origin,
    type: "genesis",
    signers: [...keys.map((key) => key.keyId), ...memberIds],
    nonce: randomBytes(16).toString("hex"),
    notAfter: now + VALID_SECONDS,
    payload: {
      origin,
      prefix: options.prefix ?? DEFAULT_PREFIX,
      rules: "1",
      roster: rosterJson(roster),
      ...(options.twoPersonKwh === undefined ? {} : { twoPersonKwh: options.twoPersonKwh }),
      participants,
    },
    sealed: {},
  };
  return { command, signatures: await signAll(command, keys, signers, memberIds), openings: {}, held: [] };
}

/** All four answer at one address; a plain-http address of a local network, which no roster takes, is left out. */
function rosterAt(origin: string, signers: readonly MemberSigner[], publicUrl = LOOPBACK): Roster {
  const roster: Roster = {
    origin,
    from: 0,
    members: signers.map((signer) => signer.rosterMember(publicUrl)),
  };
  const parsed = parseRoster(rosterJson(roster));
  return !parsed.ok && parsed.code === "address" ? rosterAt(origin, signers) : roster;
}

async function signAll(
  command: Command,
  keys: readonly KeyFile[],
  signers: readonly MemberSigner[],
  memberIds: readonly string[],
): Promise<Signature[]> {
  const message = signedBytes(command);
  const byKey = keys.map(async ({ keyId: id, privateKey }): Promise<Signature> => {
    return { keyId: id, alg: "p256", sig: toHex(await sign("p256", fromHex(privateKey), message)) };
  });
  const byMember = signers.map(async ({ keys: member }, i): Promise<Signature> => {
    const sig = toHex(await sign("ed25519", member.cosignSeed, message));
    return { keyId: memberIds[i] ?? "", alg: "ed25519", sig };
  });
  return Promise.all([...byKey, ...byMember]);
}

function founder({ founders }: GenesisOptions, role: FounderRole): Founder {
  return { ...DEFAULT_FOUNDERS[role], ...founders?.[role] };
}

/** The role's key file; a fresh key and the code with the given sequence where there is none. */
async function founderKey(
  dataDir: string,
  options: GenesisOptions,
  role: FounderRole,
  sequence: number,
  now: number,
): Promise<KeyFile> {
  const path = join(dataDir, "keys", `${role}.json`);
  const code = codeFor(participantCode(founder(options, role).province, registrationMonths(now)), sequence);
  const kept: KeyFile | undefined = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
  if (kept?.participant === code) return kept;
  const file = kept ? { ...kept, participant: code } : await freshKey(role, code);
  writeSecret(path, file);
  return file;
}

async function freshKey(role: FounderRole, participant: string): Promise<KeyFile> {
  const { publicKey, privateKey } = await keyPair("p256", new Uint8Array(randomBytes(32)));
  return {
    keyId: keyId("p256", publicKey),
    alg: "p256",
    publicKey: toHex(publicKey),
    privateKey: toHex(privateKey),
    participant,
    label: role,
    custody: "gateway",
  };
}

function missing(role: string): never {
  throw new Error(`no key for ${role}`);
}
