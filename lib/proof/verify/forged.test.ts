import { describe, expect, it } from "vitest";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { hashMark } from "@/lib/market/certificates/qr";
import { fingerprintHex } from "@/lib/market/members/roster";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { certifiedMarket } from "@/lib/proof/build/test-certified";
import { Forger } from "./test-forger";
import type { Lie } from "./test-lies";
import { energyLies } from "./test-lies-energy";
import { ledgerLies } from "./test-lies-ledger";
import { settlementLies } from "./test-lies-settlement";
import { checkIds, falseCodes, type Verdict } from "./verdict";
import { verify } from "./verify";

const { market, ledger, code, other, seller } = await certifiedMarket("forged", "full");
const now = market.time;
const keys = [market.exchange.key, market.grid.key, market.regulator.key, ...market.keyOf.values()];
const secrets = { members: market.members, keys };
const world = { market, secrets, other, seller, now };
const lies: readonly Lie[] = [...ledgerLies, ...energyLies, ...settlementLies];

async function trueBundle() {
  const built = await buildBundle(new Source(ledger), { code, kwh: 7, month: true });
  if (!built.ok) throw new Error(built.code);
  return built.bundle;
}
const truth = await trueBundle();

async function tell(lie: Omit<Lie, "check" | "code">): Promise<Verdict> {
  const forger = new Forger(truth, secrets, now);
  await lie.forge?.(forger, world);
  const bundle = await forger.sealed();
  if (!lie.month) delete bundle.month;
  const certificate = bundle.entries.find(({ index }) => index === bundle.certificate);
  const trust = {
    ...{
      fingerprint: fingerprintHex(market.roster),
      code,
      kwh: 7,
      v: hashMark(leafHash(utf8(certificate?.entry ?? ""))),
    },
    seen: { size: forger.size, root: toHex(forger.root), asked: true },
  };
  await lie.bend?.(bundle, forger, world);
  return verify(JSON.stringify(bundle), lie.trust?.(trust, bundle) ?? trust, now);
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
