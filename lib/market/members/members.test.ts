import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concat, fromHex, toBase64, toHex, u64be, utf8 } from "@/lib/crypto/bytes";
import { canonicalText } from "@/lib/crypto/canonical";
import { signEd25519 } from "@/lib/crypto/ed25519";
import { formatCheckpoint } from "@/lib/crypto/note/checkpoint";
import { cosignCheckpoint, cosignedMessage, signCheckpoint } from "@/lib/crypto/note/cosignature";
import { formatNote, noteKeyHash } from "@/lib/crypto/note/note";
import { checkCheckpoint, cosignName } from "@/lib/market/members/checkpoint";
import {
  fingerprint,
  parseRoster,
  quorum,
  type Roster,
  rosterFor,
  rosterJson,
} from "@/lib/market/members/roster";
import {
  attestationAge,
  CERTIFICATE_STANDINGS,
  type CertificateStatus,
  keyStatusText,
  readCertificateStatus,
  readKeyStatus,
  signStatus,
  statusText,
} from "@/lib/market/members/status";
import type { TestKey } from "@/lib/market/test-author";
import { TestMarket } from "@/lib/market/test-market";
import { numberOf, numbersOf, protocolVectors, textOf } from "@/lib/market/test-vectors";

const rosterVectors = protocolVectors("roster-status.json", "fingerprint");

describe.skipIf(rosterVectors.length === 0)("shared/vectors/protocol/roster-status.json", () => {
  it.each(rosterVectors)("$name", ({ input, expected }) => {
    const parsed = parseRoster(input.roster);
    if ("refused" in expected) {
      expect(parsed).toEqual({ ok: false, code: expected.refused });
      return;
    }
    if (!parsed.ok) throw new Error(parsed.code);
    expect(canonicalText(rosterJson(parsed.roster))).toBe(expected.jcs);
    expect(toHex(fingerprint(parsed.roster))).toBe(expected.fingerprint);
  });

  it.each(protocolVectors("roster-status.json", "rosterFor"))("$name", ({ input, expected }) => {
    const rosters = numbersOf(input.from).map((from, number) => ({ from, number }));
    expect(rosterFor(rosters, numberOf(input.size))?.number).toBe(expected.roster);
  });

  it.each(protocolVectors("roster-status.json", "quorum"))("$name", ({ input, expected }) => {
    expect(quorum(numberOf(input.members))).toBe(expected.quorum);
  });

  it.each(protocolVectors("roster-status.json", "status"))("$name", ({ input, expected }) => {
    const status = CERTIFICATE_STANDINGS.find((standing) => standing === input.status);
    if (!status) throw new Error("unknown standing");
    const text = statusText({
      origin: textOf(input.origin),
      size: numberOf(input.size),
      root: fromHex(textOf(input.root)),
      code: textOf(input.code),
      version: numberOf(input.version),
      status,
      index: numberOf(input.index),
      time: numberOf(input.time),
    });
    expect(text).toBe(expected.text);
  });

  it.each(protocolVectors("roster-status.json", "age"))("$name", ({ input, expected }) => {
    const { age } = attestationAge(numbersOf(input.times), numberOf(input.members), numberOf(input.now));
    expect(age === "today" ? "as of" : age).toBe(expected.age);
  });
});

const checkpointVectors = protocolVectors("checkpoint.json", "check");

describe.skipIf(checkpointVectors.length === 0)("shared/vectors/protocol/checkpoint.json", () => {
  it.each(checkpointVectors)("$name", async ({ input, expected }) => {
    const parsed = parseRoster(input.roster);
    if (!parsed.ok) throw new Error(parsed.code);
    const check = await checkCheckpoint(textOf(input.note), parsed.roster);
    if ("refused" in expected) {
      expect(check).toMatchObject({ ok: false, code: expected.refused });
      return;
    }
    if (!check.ok) throw new Error(check.code);
    expect({ size: check.size, root: toHex(check.root), times: check.times }).toEqual(expected);
    expect(check.cosigned).toHaveLength(check.times.length);
  });
});

const signerOf = (name: string, key: TestKey) => ({
  name,
  privateKey: key.privateKey,
  publicKey: fromHex(key.publicKey),
});

async function marketAndRoster(): Promise<{ market: TestMarket; roster: Roster }> {
  const market = await TestMarket.create("members");
  return { market, roster: market.roster };
}

describe("rosters", () => {
  it("refuses what is not one, naming the rule", async () => {
    const { roster } = await marketAndRoster();
    const [first, ...rest] = roster.members;
    const bent = (change: object) => ({ ...roster, members: [{ ...first, ...change }, ...rest] });
    const refusal = (value: object) => {
      const parsed = parseRoster(JSON.parse(JSON.stringify(value)));
      return parsed.ok ? "ok" : parsed.code;
    };
    expect(refusal(roster)).toBe("ok");
    expect(refusal(bent({ memo: "" }))).toBe("fields");
    expect(refusal(bent({ name: 7 }))).toBe("fields");
    expect(refusal(bent({ name: "a b" }))).toBe("name");
    expect(refusal(bent({ name: "a+b" }))).toBe("name");
    expect(refusal(bent({ name: "zz" }))).toBe("order");
    expect(refusal(bent({ logKey: "00" }))).toBe("key");
    expect(refusal(bent({ cosignKey: rest[0]?.logKey }))).toBe("key");
    expect(refusal(bent({ address: "http://member.example" }))).toBe("address");
    expect(refusal(bent({ address: "ftp://member.example" }))).toBe("address");
    expect(refusal(bent({ address: "http://127.0.0.1:3000" }))).toBe("ok");
    expect(refusal(bent({ address: "http://localhost.evil.example" }))).toBe("address");
    expect(refusal({ ...roster, from: -1 })).toBe("fields");
    expect(refusal({ ...roster, members: {} })).toBe("fields");
  });

  it("counts a quorum that two overlapping ones cannot be formed without an honest member", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 100 }), (n) => {
        const faulty = Math.ceil(n / 3) - 1;
        expect(2 * quorum(n) - n).toBeGreaterThan(faulty);
        expect(quorum(n)).toBeLessThanOrEqual(n - faulty);
      }),
    );
  });
});

describe("checkpoints", () => {
  it("objects to every single altered character of a cosigned note's text and signatures", async () => {
    const { market, roster } = await marketAndRoster();
    const checkpoint = { origin: roster.origin, size: 7, root: fromHex("ab".repeat(32)) };
    const lines = [
      await signCheckpoint(checkpoint, signerOf("", market.members[0]?.log ?? market.exchange.key)),
      ...(await Promise.all(
        market.members
          .slice(0, 3)
          .map(({ name, cosign }) =>
            cosignCheckpoint(checkpoint, signerOf(cosignName(name), cosign), 1_775_664_000),
          ),
      )),
    ];
    const note = formatNote(formatCheckpoint(checkpoint), lines);
    const check = await checkCheckpoint(note, roster);
    expect(check).toMatchObject({ ok: true, size: 7, logSigned: ["association.example"] });
    const cosignLines = note.indexOf("\n\n") + 2 + (note.slice(note.indexOf("\n\n") + 2).indexOf("\n") + 1);
    for (let at = 0; at < note.length; at += 3) {
      const other = note.charAt(at) === "A" ? "B" : "A";
      const bent = await checkCheckpoint(note.slice(0, at) + other + note.slice(at + 1), roster);
      // The log's own line may become a stranger's: trust comes from cosignatures only.
      if (at < note.indexOf("\n\n") || at >= cosignLines) expect(bent.ok, `at ${at}`).toBe(false);
    }
  });
});

describe("notes that members signed though they are no checkpoint", () => {
  it("are refused for their form, whoever signed", async () => {
    const { market, roster } = await marketAndRoster();
    const root = toBase64(fromHex("ab".repeat(32)));
    const refusal = async (text: string) => {
      const lines = await Promise.all(
        market.members.map(async ({ name, cosign }) => {
          const { publicKey } = signerOf(name, cosign);
          const message = utf8(cosignedMessage(1_775_664_000, text));
          const signature = concat(u64be(1_775_664_000), await signEd25519(cosign.privateKey, message));
          return {
            name: cosignName(name),
            keyHash: noteKeyHash(cosignName(name), 0x04, publicKey),
            signature,
          };
        }),
      );
      const check = await checkCheckpoint(formatNote(text, lines), roster);
      return check.ok ? "ok" : check.code;
    };
    expect(await refusal(`${roster.origin}\n7\n${root}\n`)).toBe("ok");
    expect(await refusal(`${roster.origin}\n7\n${root}\nextension\n`)).toBe("shape");
    expect(await refusal(`${roster.origin}\n07\n${root}\n`)).toBe("size");
    expect(await refusal(`${roster.origin}\n7\n${root.slice(4)}\n`)).toBe("root");
    expect(await refusal(`other.example\n7\n${root}\n`)).toBe("origin");
  });
});

describe("attestations", () => {
  const status: CertificateStatus = {
    origin: "market.example/green",
    size: 9,
    root: fromHex("cd".repeat(32)),
    code: "L1C650000W11120260321000000001A7",
    version: 1,
    status: "valid",
    index: 5,
    time: 1_775_664_000,
  };

  it("are read back with the member that signed", async () => {
    const { market, roster } = await marketAndRoster();
    const [member] = market.members;
    if (!member) throw new Error("no member");
    const signer = signerOf(member.name, member.cosign);
    const note = await signStatus(statusText(status), signer);
    expect(await readCertificateStatus(note, roster)).toEqual({
      ok: true,
      value: { ...status, member: member.name },
    });
    const { code: _, version: __, ...rest } = status;
    const key = { ...rest, keyId: "ab".repeat(16), status: "active" as const };
    const keyNote = await signStatus(keyStatusText(key), signer);
    expect(await readKeyStatus(keyNote, roster)).toEqual({
      ok: true,
      value: { ...key, member: member.name },
    });
    expect(await readKeyStatus(note, roster)).toEqual({ ok: false, code: "shape" });
    expect(await readCertificateStatus(keyNote, roster)).toEqual({ ok: false, code: "shape" });
  });

  it("are refused from strangers, about another market, bent, or signed with the log key", async () => {
    const { market, roster } = await marketAndRoster();
    const [member, other] = market.members;
    if (!member || !other) throw new Error("no member");
    const refusal = async (text: string, key: TestKey, name = member.name) => {
      const read = await readCertificateStatus(await signStatus(text, signerOf(name, key)), roster);
      return read.ok ? "ok" : read.code;
    };
    expect(await refusal(statusText(status), member.log)).toBe("unsigned");
    expect(await refusal(statusText(status), other.cosign)).toBe("unsigned");
    expect(await refusal(statusText({ ...status, origin: "other.example" }), member.cosign)).toBe("origin");
    expect(await refusal(statusText({ ...status, version: -1 }), member.cosign)).toBe("shape");
    expect(await refusal(statusText({ ...status, code: "L1C" }), member.cosign)).toBe("shape");
    expect(await refusal(statusText({ ...status, root: fromHex("ab") }), member.cosign)).toBe("shape");
    expect(await refusal(statusText(status).replace("zc3N", "*c3N"), member.cosign)).toBe("shape");
    expect(await refusal(statusText(status).replace("valid", "fine"), member.cosign)).toBe("shape");
    expect(await refusal(`${statusText(status)}more\n`, member.cosign)).toBe("shape");
    const note = await signStatus(statusText(status), signerOf(member.name, member.cosign));
    expect(await readCertificateStatus(note.replace("valid", "revoked"), roster)).toEqual({
      ok: false,
      code: "signature",
    });
  });
});
