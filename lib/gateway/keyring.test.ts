import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { utf8 } from "@/lib/crypto/bytes";
import { sign } from "@/lib/crypto/signatures";
import { makeKey, openKeyring } from "@/lib/gateway/keyring";
import { memberSigners } from "@/lib/gateway/members";
import { memberKeys } from "@/lib/ledger/node/member-keys";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lvji-keys-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function keyOf(participant: string, alg: "p256" | "sm2" = "p256") {
  const secret = Uint8Array.from({ length: 32 }, (_, at) => at + participant.length);
  return (await makeKey("market.example", participant, alg, secret)).key;
}

describe("a keyring", () => {
  it("keeps keys for later processes, readable by their owner only", async () => {
    const key = await keyOf("A", "sm2");
    openKeyring(folder).keep(key);
    expect(openKeyring(folder).of("A")).toEqual([key]);
    const [name = ""] = readdirSync(join(folder, "keys"));
    expect(statSync(join(folder, "keys", name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "keys")).mode & 0o777).toBe(0o700);
  });

  it("sees a key that another process kept meanwhile, and forgets one that was refused", async () => {
    const [mine, theirs] = [openKeyring(folder), openKeyring(folder)];
    const key = await keyOf("A");
    expect(mine.of("A")).toEqual([]);
    theirs.keep(key);
    expect(mine.of("A")).toEqual([key]);
    mine.forget(key);
    expect(mine.of("A")).toEqual([]);
    expect(openKeyring(folder).all()).toEqual([]);
  });

  it("passes over files that hold no key", async () => {
    mkdirSync(join(folder, "keys"));
    writeFileSync(join(folder, "keys", "accounts.json"), "[]");
    writeFileSync(join(folder, "keys", "store.key"), "secret");
    const key = await keyOf("B");
    openKeyring(folder).keep(key);
    expect(openKeyring(folder).all()).toEqual([key]);
  });
});

describe("the embedded members", () => {
  it("sign with their cosign keys, by name; there are none on a consortium", async () => {
    expect(memberSigners(folder)).toEqual([]);
    for (const name of ["grid.lvji", "exchange.lvji"]) {
      mkdirSync(join(folder, "ledger", name), { recursive: true });
      await memberKeys(join(folder, "ledger", name, "keys.json"), name);
    }
    const exchange = await memberKeys(join(folder, "ledger", "exchange.lvji", "keys.json"), "exchange.lvji");
    const signers = memberSigners(folder);
    expect(signers.map(({ alg, isSealed }) => [alg, isSealed])).toEqual([
      ["ed25519", false],
      ["ed25519", false],
    ]);
    const message = utf8("a command");
    expect(await signers[0]?.sign(message)).toEqual(await sign("ed25519", exchange.cosignSeed, message));
  });
});
