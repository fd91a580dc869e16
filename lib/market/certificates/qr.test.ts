import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "@/lib/crypto/bytes";
import { parseQr, pinsRoster, qrStanding, qrText, rosterMark } from "@/lib/market/certificates/qr";
import { sealedLeafHash } from "@/lib/market/settlement/line-leaf";

const file = "../shared/vectors/protocol/certificate-qr.json";

interface QrCase {
  name: string;
  input: {
    op: "hash" | "text" | "standing";
    entry: string;
    host: string;
    code: string;
    certificateHash: string;
    rosterFingerprint: string;
    text: string;
    certificateHashes: string[];
  };
  expected: { certificateHash: string; text: string; standing: string };
}

describe.skipIf(!existsSync(file))("vectors of certificate QR codes", () => {
  const all: QrCase[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  for (const { name, input, expected } of all) it(name, () => checkCase(input, expected));
});

function checkCase(input: QrCase["input"], expected: QrCase["expected"]): void {
  if (input.op === "hash") {
    expect(toHex(sealedLeafHash(input.entry))).toBe(expected.certificateHash);
  } else if (input.op === "text") {
    const fingerprint = fromHex(input.rosterFingerprint);
    const text = qrText({
      origin: `https://${input.host}`,
      code: input.code,
      certificateHash: fromHex(input.certificateHash),
      rosterFingerprint: fingerprint,
    });
    expect(text).toBe(expected.text);
    const parsed = parseQr(text);
    expect(parsed).toMatchObject({ ok: true, code: input.code, t: rosterMark(fingerprint) });
    if (parsed.ok) expect(pinsRoster(parsed.t ?? "", fingerprint)).toBe(true);
  } else {
    const parsed = parseQr(input.text);
    if (!parsed.ok) throw new Error(parsed.code);
    expect(qrStanding(parsed.v, input.certificateHashes.map(fromHex))).toBe(expected.standing);
  }
}

describe("scanned text", () => {
  const code = "L1C650000W11120260321000000001A7";

  it("may carry more than the marks", () => {
    expect(parseQr(`http://localhost:3000/c/${code}?kwh=12&v=A&lang=en#top`)).toEqual({
      ok: true,
      origin: "http://localhost:3000",
      code,
      v: "A",
    });
    expect(parseQr(`https://lvji.example/c/${code}`)).toEqual({
      ok: true,
      origin: "https://lvji.example",
      code,
    });
  });

  it("is refused when it is no certificate's address", () => {
    for (const text of [
      "",
      code,
      `https://lvji.example/x/${code}`,
      `ftp://h/c/${code}`,
      `https://h/c/${code}/x`,
    ]) {
      expect(parseQr(text), text).toEqual({ ok: false, code: "address" });
    }
    for (const other of [
      "x",
      code.toLowerCase(),
      "L1P650000W100202603000000000001O",
      `${code.slice(0, 31)}8`,
    ]) {
      expect(parseQr(`https://h/c/${other}`), other).toEqual({ ok: false, code: "trace-code" });
    }
  });

  it("with an empty or lower-case mark stands on an altered print", () => {
    const hash = new Uint8Array(32).fill(0xff);
    expect(qrStanding("", [hash])).toBe("altered");
    expect(qrStanding("z".repeat(26), [hash])).toBe("altered");
    expect(qrStanding("Z".repeat(26), [])).toBe("altered");
    expect(qrStanding("Z".repeat(26), [hash, hash])).toBe("ok");
    expect(pinsRoster("", hash)).toBe(false);
  });
});
