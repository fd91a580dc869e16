import { compareText, utf8 } from "@/lib/crypto/bytes";
import { sha256 } from "@/lib/crypto/sha256";
import { completeUscc } from "@/lib/identifiers/uscc";
import type { JsonObject } from "@/lib/market/command";
import type { Roster } from "@/lib/market/members/roster";
import type { StateReader, Writes } from "@/lib/market/state";
import type { TestKey } from "@/lib/market/test-author";

/** For tests: what a market in memory begins with. */

/** 2026-04-09T00:00:00+08:00: March is over, its statement is due. */
export const TEST_TIME = 1_775_664_000;
export const TEST_ORIGIN = "market.example/green";

export interface TestMember {
  readonly name: string;
  readonly log: TestKey;
  readonly cosign: TestKey;
}

/** An in-memory state to apply writes to. */
export function memoryState(): StateReader & {
  apply(writes: Writes): void;
  readonly rows: Map<string, Uint8Array>;
} {
  const rows = new Map<string, Uint8Array>();
  return {
    rows,
    get: (key) => rows.get(key),
    keys: (prefix) => [...rows.keys()].filter((key) => key.startsWith(prefix)).sort(compareText),
    apply(writes) {
      for (const [key, value] of writes) {
        if (value === null) rows.delete(key);
        else rows.set(key, value);
      }
    },
  };
}

export function rosterOf(members: readonly TestMember[]): Roster {
  return {
    origin: TEST_ORIGIN,
    from: 0,
    members: members.map(({ name, log, cosign }) => ({
      name,
      logKey: log.publicKey,
      cosignKey: cosign.publicKey,
      address: `https://${name}`,
    })),
  };
}

export function genesisOf(
  roster: Roster,
  founders: readonly { code: string; key: TestKey; role: string }[],
  options: { twoPersonKwh?: number },
): JsonObject {
  return {
    origin: TEST_ORIGIN,
    prefix: "88.100.1",
    rules: "1",
    roster: { ...roster, members: roster.members.map((member) => ({ ...member })) },
    ...options,
    participants: founders.map(({ code, key, role }) => ({
      ...{ code, id: role, role, province: "11", name: `机构 ${role}`, uscc: testUscc(role) },
      key: { alg: key.alg, publicKey: key.publicKey, custody: "gateway" },
    })),
  };
}

/** A well-formed USCC that depends on the text alone. */
export function testUscc(text: string): string {
  const digits = Array.from(sha256(utf8(text)).subarray(0, 8), (byte) => String(byte % 10)).join("");
  return completeUscc("91110000", digits);
}
