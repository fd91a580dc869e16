import { describe, expect, it } from "vitest";
import { keyStatusText, statusText } from "@/lib/market/members/status";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { certifiedMarket } from "@/lib/proof/build/test-certified";
import type { Bundle } from "./bundle";
import { Forger } from "./test-forger";
import { verify } from "./verify";

const { market, ledger, other } = await certifiedMarket("attested");
const now = market.time;
const built = await buildBundle(new Source(ledger), { code: other });
if (!built.ok) throw new Error(built.code);
const truth = built.bundle;
const speaker = new Forger(truth, { members: market.members, keys: [] }, now);
const at = { origin: truth.market, size: market.entries.length, root: speaker.root };
const { keyId } = market.exchange.key;

/** The same note by as many members as asked for, from the first on or from the last. */
async function said(text: string, from: number, to: number): Promise<string[]> {
  return (await speaker.say(text)).slice(from, to);
}

const standing = (change: Partial<Parameters<typeof statusText>[0]> = {}) =>
  statusText({
    ...{ ...at, code: truth.code, version: 1, status: "valid", index: truth.certificate, time: now },
    ...change,
  });
const key = (status: "active" | "revoked", index: number) =>
  keyStatusText({ ...at, keyId, status, index, time: now });

async function end(id: "keys" | "status", change: (bundle: Bundle) => void) {
  const bundle = structuredClone(truth);
  change(bundle);
  const { checks, status } = await verify(JSON.stringify(bundle), {}, now);
  const check = checks.find((one) => one.id === id);
  return [check?.ok, check?.code, status.standing, status.age];
}

async function endOfKey(notes: string[]) {
  const ended = await end("keys", ({ attestations }) => {
    attestations.keys[keyId] = notes;
  });
  return ended.slice(0, 2);
}

function endOfStatus(notes: string[]) {
  return end("status", ({ attestations }) => {
    attestations.status = notes;
  });
}

describe("a key", () => {
  it("that ended after the last entry it signed had been in force", async () => {
    expect(await endOfKey(await said(key("revoked", at.size - 1), 0, 4))).toEqual([true, "ok"]);
    expect(await endOfKey(await said(key("revoked", 0), 0, 4))).toEqual([false, "key-revoked"]);
  });

  it("is what a quorum says; one member alone neither ends it nor vouches for it", async () => {
    const active = await said(key("active", 0), 0, 3);
    const ended = await said(key("revoked", 0), 3, 4);
    expect(await endOfKey([...active, ...ended])).toEqual([true, "ok"]);
    expect(await endOfKey([...active.slice(1), ...ended])).toEqual([false, "key-revoked"]);
    expect(await endOfKey(active.slice(1))).toEqual([null, "too-few-attestations"]);
    expect(await endOfKey([active[0], active[0], active[0]].map(String))).toEqual([
      null,
      "too-few-attestations",
    ]);
  });
});

describe("the standing", () => {
  it("is superseded once a quorum speaks of a later version", async () => {
    const later = await said(standing({ version: 2, index: truth.certificate + 50 }), 0, 4);
    expect(await endOfStatus(later)).toEqual([true, "ok", "superseded", "now"]);
    const earlier = await said(standing({ version: 2, index: truth.certificate - 1 }), 0, 4);
    expect((await endOfStatus(earlier)).slice(0, 2)).toEqual([false, "attestation"]);
  });

  it("stays revoked however old, and is unknown when it was valid long ago", async () => {
    const time = now - 200_000;
    const revoked = await said(standing({ status: "revoked", time }), 0, 4);
    expect(await endOfStatus(revoked)).toEqual([null, "stale", "revoked", "stale"]);
    expect(await endOfStatus(await said(standing({ time }), 0, 4))).toEqual([
      null,
      "stale",
      "unknown",
      "stale",
    ]);
  });

  it("gains no freshness from one member's wrong clock, and no quorum from one member's many notes", async () => {
    const old = await said(standing({ time: now - 7_200 }), 0, 3);
    const ahead = await said(standing({ time: now + 9_000 }), 3, 4);
    expect(await endOfStatus([...old, ...ahead])).toEqual([true, "ok", "valid", "today"]);
    const many = await Promise.all([1, 2, 3].map((by) => said(standing({ time: now - by }), 0, 1)));
    expect((await endOfStatus(many.flat())).slice(0, 2)).toEqual([null, "too-few-attestations"]);
    const disputed = await said(standing({ status: "disputed" }), 0, 2);
    const split = [...disputed, ...(await said(standing(), 2, 4))];
    expect((await endOfStatus(split)).slice(0, 2)).toEqual([false, "attestation"]);
  });

  it("counts the newest note of each member", async () => {
    const before = await said(standing({ time: now - 60 }), 0, 4);
    const after = await said(standing({ status: "revoked" }), 0, 4);
    expect(await endOfStatus([...after, ...before])).toEqual([true, "ok", "revoked", "now"]);
  });
});

describe("trust", () => {
  it.each([
    [["https://a.example", "https://b.example", "https://c.example", "https://c.example"], "consortium"],
    [
      ["https://a.example", "https://a.example:8443", "https://b.example", "https://b.example"],
      "single-operator",
    ],
    [["http://localhost:1", "http://127.0.0.1:2", "http://[::1]:3", "https://a.example"], "single-operator"],
  ])("of members at %s is %s", async (addresses, trust) => {
    const bundle = structuredClone(truth);
    bundle.rosters[0]?.members.forEach((member, index) => {
      member.address = addresses[index] ?? "";
    });
    expect((await verify(JSON.stringify(bundle), {}, now)).trust).toBe(trust);
  });
});
