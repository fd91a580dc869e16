import { afterEach, describe, expect, it, vi } from "vitest";
import { fingerprintHex } from "@/lib/market/members/roster";
import { buildBundle } from "@/lib/proof/build/bundle";
import { Source } from "@/lib/proof/build/source";
import { certifiedMarket } from "@/lib/proof/build/test-certified";

afterEach(() => {
  vi.doUnmock("#sha256");
  vi.unstubAllGlobals();
});

/** A fresh verifier; `bare` has no WebCrypto and hashes as a browser does: http on a phone in the local network. */
async function verifier(bare: boolean) {
  vi.resetModules();
  const hashed = vi.fn();
  if (bare) {
    vi.doMock("#sha256", async () => {
      const web = await import("@/lib/crypto/sha256.web");
      const counted = (bytes: Uint8Array) => {
        hashed();
        return web.sha256(bytes);
      };
      return { ...web, sha256: counted };
    });
    vi.stubGlobal("crypto", undefined);
  }
  const { verify } = await import("./verify");
  return { verify, hashed };
}

describe("the verifier without WebCrypto and without Node's hash", () => {
  it("comes to the same verdict, word for word, of truth and of lies", async () => {
    const { ledger, code, market } = await certifiedMarket("web", "full");
    const built = await buildBundle(new Source(ledger), { code, kwh: 2 });
    if (!built.ok) throw new Error(built.code);
    const truth = JSON.stringify(built.bundle);
    const lies = [
      truth.replace('"wh":', '"wh":1'),
      truth.replace("— ", "— x"),
      truth.replace(/"sig\\":\\"./, '"sig\\":\\"0'),
    ];
    const trust = { fingerprint: fingerprintHex(market.roster) };
    const native = await verifier(false);
    const expected = [];
    for (const text of [truth, ...lies]) expected.push(await native.verify(text, trust, market.time));
    expect(native.hashed).not.toHaveBeenCalled();
    const bare = await verifier(true);
    for (const [at, text] of [truth, ...lies].entries()) {
      expect(await bare.verify(text, trust, market.time)).toEqual(expected[at]);
    }
    expect(bare.hashed.mock.calls.length).toBeGreaterThan(1_000);
    expect(expected.map(({ verdict }) => verdict)).toContain("failed");
    expect(expected[0]?.verdict).toBe("verified");
  });
});
