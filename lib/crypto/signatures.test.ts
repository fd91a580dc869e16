import { execFileSync } from "node:child_process";
import { webcrypto } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { concat, fromHex, toHex, utf8 } from "./bytes";
import { P256, SM2 } from "./curve";
import { isEd25519Key } from "./ed25519";
import type { SignatureAlgorithm } from "./keys";
import { sha256 } from "./sha256";
import { checkSignature, keyPair, sign } from "./signatures";

const COMMANDS = "../shared/vectors/protocol/commands.json";
const GBT32918 = "../shared/vectors/sm2-sm3/sm2-gbt32918.5.json";
const SM3 = "../shared/vectors/sm2-sm3/sm3.json";
const EDDSA_JCS = "../shared/vectors/vc-eddsa-jcs";
const ALGORITHMS: SignatureAlgorithm[] = ["p256", "ed25519", "sm2"];
const message = utf8("绿迹: 1 kWh\n");

/** What a page has outside a secure context: randomness (the library blinds with it), and no `subtle`. */
function withoutWebCrypto(): void {
  vi.stubGlobal("crypto", randomness);
}

const randomness = { getRandomValues: webcrypto.getRandomValues.bind(webcrypto) };

afterEach(() => {
  vi.unstubAllGlobals();
});

interface P256Case {
  name: string;
  input: { op: string; publicKey: string; message: string; signature: string; privateKey?: string };
  expected: { valid?: true; refused?: string };
}

describe.skipIf(!existsSync(COMMANDS))("vectors/protocol/commands, P-256", () => {
  const all: P256Case[] = existsSync(COMMANDS) ? JSON.parse(readFileSync(COMMANDS, "utf8")) : [];
  const cases = all.filter(({ input }) => input.op === "p256").map((c) => [c.name, c] as const);

  it.each(cases)("%s", async (_, c) => {
    const { publicKey, message: signed, signature } = c.input;
    const verdict = await checkSignature("p256", fromHex(publicKey), fromHex(signed), fromHex(signature));
    expect(verdict).toBe(c.expected.valid ? "valid" : c.expected.refused);
  });

  it.each(cases)("%s, without WebCrypto", async (_, c) => {
    withoutWebCrypto();
    const { publicKey, message: signed, signature } = c.input;
    const verdict = await checkSignature("p256", fromHex(publicKey), fromHex(signed), fromHex(signature));
    expect(verdict).toBe(c.expected.valid ? "valid" : c.expected.refused);
  });

  it("signs with the vectors' private key", async () => {
    const c = all.find(({ input }) => input.privateKey);
    if (!c?.input.privateKey) throw new Error("no case with a private key");
    const pair = await keyPair("p256", fromHex(c.input.privateKey));
    expect(toHex(pair.publicKey)).toBe(c.input.publicKey);
    const own = await sign("p256", pair.privateKey, fromHex(c.input.message));
    expect(await checkSignature("p256", pair.publicKey, fromHex(c.input.message), own)).toBe("valid");
  });
});

describe("RFC 6979 A.2.5, P-256 with SHA-256", () => {
  it("message sample, s made low", async () => {
    const key = fromHex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721");
    const r = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    const s = 0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n;
    const n = BigInt(`0x${toHex(P256.order)}`);
    expect(toHex(await sign("p256", key, utf8("sample")))).toBe(r + (n - s).toString(16).padStart(64, "0"));
  });
});

describe("RFC 8032 §7.1", () => {
  it.each([
    [
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ],
    [
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ],
  ])("seed %s", async (seed, publicKey, text, signature) => {
    const pair = await keyPair("ed25519", fromHex(seed));
    expect(toHex(pair.publicKey)).toBe(publicKey);
    expect(toHex(await sign("ed25519", pair.privateKey, fromHex(text)))).toBe(signature);
    withoutWebCrypto();
    expect(toHex(await sign("ed25519", pair.privateKey, fromHex(text)))).toBe(signature);
  });
});

describe.skipIf(!existsSync(EDDSA_JCS))("vectors/vc-eddsa-jcs", () => {
  it("the signature over both hashes", async () => {
    const file = (name: string) => readFileSync(`${EDDSA_JCS}/${name}`, "utf8");
    const keys: { publicKeyMultibase: string; privateKeyMultibase: string } = JSON.parse(
      file("keyPair.json"),
    );
    // Multicodec ed25519-pub (ed 01) and ed25519-priv (80 26) before the bytes.
    const publicKey = base58(keys.publicKeyMultibase.slice(1)).slice(2);
    const seed = base58(keys.privateKeyMultibase.slice(1)).slice(2);
    const signed = fromHex(file("combinedHashJCS.txt"));
    const signature = fromHex(file("sigHexJCS.txt"));
    expect(await checkSignature("ed25519", publicKey, signed, signature)).toBe("valid");
    expect(await sign("ed25519", seed, signed)).toEqual(signature);
    expect((await keyPair("ed25519", seed)).publicKey).toEqual(publicKey);
  });
});

function base58(text: string): Uint8Array {
  const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  let value = 0n;
  for (const character of text) value = value * 58n + BigInt(alphabet.indexOf(character));
  const hex = value.toString(16);
  return fromHex(hex.length % 2 === 0 ? hex : `0${hex}`);
}

describe.skipIf(!existsSync(GBT32918))("vectors/sm2-sm3", () => {
  it("GB/T 32918.5 Annex A.2", async () => {
    const vector: Record<"message" | "d" | "x" | "y" | "r" | "s", string> = JSON.parse(
      readFileSync(GBT32918, "utf8"),
    );
    const { publicKey } = await keyPair("sm2", fromHex(vector.d.toLowerCase()));
    expect(toHex(publicKey)).toBe(`04${vector.x}${vector.y}`.toLowerCase());
    const signature = fromHex((vector.r + vector.s).toLowerCase());
    expect(await checkSignature("sm2", publicKey, utf8(vector.message), signature)).toBe("valid");
    expect(await checkSignature("sm2", publicKey, utf8(`${vector.message}.`), signature)).toBe("signature");
  });

  it("SM3's golden table, through the library that signs", async () => {
    const { sm3 } = await import("sm-crypto-v2");
    const table: { vectors: { in: string; sm3: string }[] } = JSON.parse(readFileSync(SM3, "utf8"));
    for (const vector of table.vectors) expect(sm3(utf8(vector.in))).toBe(vector.sm3);
  });
});

/** Whether openssl is there and knows SM2. */
function hasOpenssl(): boolean {
  try {
    return execFileSync("openssl", ["list", "-public-key-algorithms"]).toString().includes("SM2");
  } catch {
    return false;
  }
}

const SM2_OID = "06082a811ccf5501822d";

/** r ‖ s as openssl writes and reads it: a DER sequence of two integers. */
function derOf(signature: Uint8Array): Uint8Array {
  const integer = (bytes: Uint8Array) => {
    const digits = toHex(bytes).replace(/^(00)+/, "");
    const value = Number.parseInt(digits.slice(0, 2), 16) >= 0x80 ? `00${digits}` : digits;
    return `02${(value.length / 2).toString(16).padStart(2, "0")}${value}`;
  };
  const body = integer(signature.subarray(0, 32)) + integer(signature.subarray(32));
  return fromHex(`30${(body.length / 2).toString(16).padStart(2, "0")}${body}`);
}

function rawOf(der: Uint8Array): Uint8Array {
  const rLength = der[3] ?? 0;
  const integers = [der.subarray(4, 4 + rLength), der.subarray(4 + rLength + 2)];
  return fromHex(integers.map((bytes) => toHex(bytes).slice(-64).padStart(64, "0")).join(""));
}

describe.skipIf(!hasOpenssl())("openssl as the oracle of SM2", () => {
  const folder = mkdtempSync(join(tmpdir(), "sm2-"));
  const path = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" }).toString();
  const digest = ["-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"];

  it("reads our signatures, and we read its", async () => {
    for (let i = 0; i < 8; i++) {
      const pair = await keyPair("sm2", sha256(utf8(`key ${i}`)));
      const text = utf8("x".repeat(i * 31));
      const secret = `30770201010420${toHex(pair.privateKey)}a00a${SM2_OID}a14403420004${toHex(pair.publicKey).slice(2)}`;
      const spki = `3059301306072a8648ce3d0201${SM2_OID}03420004${toHex(pair.publicKey).slice(2)}`;
      writeFileSync(path("secret.der"), fromHex(secret));
      writeFileSync(path("public.der"), fromHex(spki));
      writeFileSync(path("text"), text);
      writeFileSync(path("ours"), derOf(await sign("sm2", pair.privateKey, text)));
      const read = ["-verify", "-pubin", "-keyform", "DER", "-inkey", path("public.der")];
      const answer = openssl("pkeyutl", ...read, ...digest, "-in", path("text"), "-sigfile", path("ours"));
      expect(answer).toContain("Verified Successfully");
      const write = ["-sign", "-keyform", "DER", "-inkey", path("secret.der")];
      openssl("pkeyutl", ...write, ...digest, "-in", path("text"), "-out", path("theirs"));
      const theirs = rawOf(readFileSync(path("theirs")));
      expect(await checkSignature("sm2", pair.publicKey, text, theirs)).toBe("valid");
    }
    rmSync(folder, { recursive: true });
  });
});

describe.each(ALGORITHMS)("%s", (algorithm) => {
  const seed = sha256(utf8(algorithm));
  const flip = (bytes: Uint8Array, bit: number) => {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return changed;
  };

  it("signs the same twice, and another message otherwise", async () => {
    const { privateKey, publicKey } = await keyPair(algorithm, seed);
    const signature = await sign(algorithm, privateKey, message);
    expect(await sign(algorithm, privateKey, message)).toEqual(signature);
    expect(await sign(algorithm, privateKey, utf8("2 kWh"))).not.toEqual(signature);
    expect(await checkSignature(algorithm, publicKey, message, signature)).toBe("valid");
  });

  it("refuses every single-bit change of signature, key and message", async () => {
    const { privateKey, publicKey } = await keyPair(algorithm, seed);
    const signature = await sign(algorithm, privateKey, message);
    // SM2 has no native check: an eighth of the bits, a different one in every byte.
    const step = algorithm === "sm2" ? 9 : 1;
    for (let bit = 0; bit < 512; bit += step) {
      expect(await checkSignature(algorithm, publicKey, message, flip(signature, bit))).not.toBe("valid");
    }
    for (let bit = 0; bit < 8 * publicKey.length; bit += step) {
      expect(await checkSignature(algorithm, flip(publicKey, bit), message, signature)).not.toBe("valid");
    }
    for (let bit = 0; bit < 8 * message.length; bit += step) {
      expect(await checkSignature(algorithm, publicKey, flip(message, bit), signature)).toBe("signature");
    }
  });

  it("looks at lengths and ranges first", async () => {
    const { privateKey, publicKey } = await keyPair(algorithm, seed);
    const signature = await sign(algorithm, privateKey, message);
    const check = (changed: Uint8Array) => checkSignature(algorithm, publicKey, message, changed);
    expect(await check(signature.subarray(1))).toBe("length");
    expect(await check(concat(signature, signature))).toBe("length");
    expect(await check(new Uint8Array(64).fill(0xff))).toBe("range");
    expect(await check(concat(signature.subarray(0, 32), new Uint8Array(32).fill(0xff)))).toBe("range");
    for (const key of [
      new Uint8Array(),
      new Uint8Array(32),
      publicKey.subarray(1),
      concat(publicKey, publicKey),
    ]) {
      expect(await checkSignature(algorithm, key, message, signature)).toBe("key");
    }
  });

  it("agrees with itself without WebCrypto", async () => {
    const { privateKey, publicKey } = await keyPair(algorithm, seed);
    const signature = await sign(algorithm, privateKey, message);
    withoutWebCrypto();
    expect(await sign(algorithm, privateKey, message)).toEqual(signature);
    expect(await checkSignature(algorithm, publicKey, message, signature)).toBe("valid");
    expect(await checkSignature(algorithm, publicKey, utf8("2 kWh"), signature)).toBe("signature");
    for (let bit = 0; bit < 512; bit += 41) {
      expect(await checkSignature(algorithm, publicKey, message, flip(signature, bit))).not.toBe("valid");
    }
  });
});

describe("private keys", () => {
  const order = { p256: P256.order, sm2: SM2.order };
  it.each(["p256", "sm2"] as const)("of %s are 1 … n − 1", async (algorithm) => {
    const one = fromHex("01".padStart(64, "0"));
    expect((await keyPair(algorithm, one)).publicKey.length).toBe(65);
    for (const bad of [new Uint8Array(32), order[algorithm], new Uint8Array(31).fill(1)]) {
      await expect(keyPair(algorithm, bad)).rejects.toThrow(RangeError);
      await expect(sign(algorithm, bad, message)).rejects.toThrow(RangeError);
    }
  });

  it("of SM2 are not n − 1, those of Ed25519 any 32 bytes", async () => {
    const last = SM2.order.slice();
    last[31] = (last[31] ?? 0) - 1;
    await expect(keyPair("sm2", last)).rejects.toThrow(RangeError);
    await expect(keyPair("ed25519", new Uint8Array(31))).rejects.toThrow(RangeError);
    await expect(sign("ed25519", new Uint8Array(33), message)).rejects.toThrow(RangeError);
  });
});

describe("Ed25519 keys", () => {
  it("are none of small order, not canonical, or off the curve, as the library sees it", async () => {
    const { ed25519 } = await import("@noble/curves/ed25519.js");
    const torsion = [
      "0100000000000000000000000000000000000000000000000000000000000000",
      "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
      "0000000000000000000000000000000000000000000000000000000000000000",
      "0000000000000000000000000000000000000000000000000000000000000080",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
      "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ].map(fromHex);
    for (const key of torsion) {
      expect(ed25519.Point.fromBytes(key).isSmallOrder()).toBe(true);
      expect(isEd25519Key(key)).toBe(false);
    }
    expect(isEd25519Key(fromHex("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"))).toBe(
      false,
    );
    for (let i = 0; i < 40; i++) {
      const key = sha256(utf8(`point ${i}`));
      let onCurve = true;
      try {
        ed25519.Point.fromBytes(key);
      } catch {
        onCurve = false;
      }
      expect(isEd25519Key(key)).toBe(onCurve);
    }
  });

  it("signatures with a small-order part are refused on both paths", async () => {
    const { ed25519 } = await import("@noble/curves/ed25519.js");
    const { sha512 } = await import("@noble/hashes/sha2.js");
    // R + T instead of R, T of order 8: fits with the cofactor multiplied in, and not without.
    const { privateKey, publicKey } = await keyPair("ed25519", sha256(utf8("torsion")));
    const torsion = ed25519.Point.fromBytes(
      fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    );
    const L = 2n ** 252n + 27742317777372353535851937790883648493n;
    const number = (bytes: Uint8Array) => BigInt(`0x${toHex(bytes.slice().reverse())}`);
    const hashed = sha512(privateKey).subarray(0, 32).slice();
    hashed[0] = (hashed[0] ?? 0) & 248;
    hashed[31] = ((hashed[31] ?? 0) & 127) | 64;
    const nonce = 123456789n;
    const r = ed25519.Point.BASE.multiply(nonce).add(torsion).toBytes();
    const k = number(sha512(concat(r, publicKey, message))) % L;
    const s = (nonce + k * number(hashed)) % L;
    const signature = concat(r, fromHex(s.toString(16).padStart(64, "0")).reverse());
    expect(ed25519.verify(signature, message, publicKey)).toBe(true);
    expect(await checkSignature("ed25519", publicKey, message, signature)).toBe("signature");
    withoutWebCrypto();
    expect(await checkSignature("ed25519", publicKey, message, signature)).toBe("signature");
  });
});

describe("a browser with WebCrypto but without Ed25519", () => {
  it("signs and checks all the same", async () => {
    const { privateKey, publicKey } = await keyPair("ed25519", sha256(utf8("old browser")));
    const signature = await sign("ed25519", privateKey, message);
    const refusing = () => Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"));
    vi.stubGlobal("crypto", { ...randomness, subtle: { importKey: refusing } });
    vi.resetModules();
    const fresh = await import("./signatures");
    expect(await fresh.sign("ed25519", privateKey, message)).toEqual(signature);
    expect(await fresh.checkSignature("ed25519", publicKey, message, signature)).toBe("valid");
    expect(await fresh.checkSignature("ed25519", publicKey, utf8("2 kWh"), signature)).toBe("signature");
  });
});

describe("many keys", () => {
  it("do not fill memory, and still check", async () => {
    const { privateKey, publicKey } = await keyPair("ed25519", sha256(message));
    const signature = await sign("ed25519", privateKey, message);
    for (let i = 0; i < 600; i++) {
      const verdict = await checkSignature("ed25519", sha256(utf8(`${i}`)), message, signature);
      expect(["key", "signature"]).toContain(verdict);
    }
    expect(await checkSignature("ed25519", publicKey, message, signature)).toBe("valid");
  });
});
