import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBase64, fromHex, toBase64, toHex, u64be, utf8 } from "../bytes";
import { inclusionProof, leafHash, rootOf } from "../merkle/tree";
import { sha256 } from "../sha256";
import { keyPair } from "../signatures";
import { checkNote } from "./check-note";
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from "./checkpoint";
import { cosignCheckpoint, cosignedMessage, signCheckpoint, splitCosignature } from "./cosignature";
import {
  formatNote,
  formatVkey,
  isKeyName,
  type NoteKeyType,
  type NoteSigner,
  noteKeyHash,
  parseNote,
  parseVkey,
  signatureLine,
  signNote,
  type VerifierKey,
  verifierKey,
} from "./note";
import { formatTlogProof, parseTlogProof } from "./tlog-proof";

const PROTOCOL = "../shared/vectors/protocol/checkpoint.json";
const SUMDB = "../shared/vectors/go-sumdb/literals.json";

interface Member {
  name: string;
  logKey: string;
  cosignKey: string;
}

interface Case {
  name: string;
  input: Record<"op" | "origin" | "member" | "logSeed" | "cosignSeed" | "text" | "note", string> & {
    cosignTime: number;
    roster: { origin: string; members: Member[] };
    leaves: string[];
    index: number;
  };
  expected: Record<
    | "logKey"
    | "cosignKey"
    | "logVkey"
    | "cosignVkey"
    | "logLine"
    | "cosigned"
    | "cosignLine"
    | "text"
    | "root",
    string
  > & { refused?: string; size: number; times: number[] };
}

async function signer(name: string, seed: Uint8Array): Promise<NoteSigner> {
  return { ...(await keyPair("ed25519", seed)), name };
}

function read(text: string): Checkpoint {
  const parsed = parseCheckpoint(text);
  if (!parsed.ok) throw new Error(parsed.code);
  return parsed;
}

describe.skipIf(!existsSync(PROTOCOL))("vectors/protocol/checkpoint", () => {
  const all: Case[] = existsSync(PROTOCOL) ? JSON.parse(readFileSync(PROTOCOL, "utf8")) : [];
  const cases = (op: string) => all.filter(({ input }) => input.op === op).map((c) => [c.name, c] as const);

  it.each(cases("keys"))("%s", async (_, { input, expected }) => {
    const log = await signer(input.origin, fromHex(input.logSeed));
    const member = await signer(`${input.member}/lvji`, fromHex(input.cosignSeed));
    expect([toHex(log.publicKey), toHex(member.publicKey)]).toEqual([expected.logKey, expected.cosignKey]);
    expect(formatVkey(verifierKey(log.name, 0x01, log.publicKey))).toBe(expected.logVkey);
    expect(formatVkey(verifierKey(member.name, 0x04, member.publicKey))).toBe(expected.cosignVkey);
    const checkpoint = read(input.text);
    expect(formatCheckpoint(checkpoint)).toBe(input.text);
    expect(signatureLine(await signCheckpoint(checkpoint, log))).toBe(expected.logLine);
    expect(cosignedMessage(input.cosignTime, input.text)).toBe(expected.cosigned);
    const cosignature = await cosignCheckpoint(checkpoint, member, input.cosignTime);
    expect(signatureLine(cosignature)).toBe(expected.cosignLine);
  });

  // Quorum and origin are the roster's to look at; shape and signatures are the note's.
  it.each(cases("check"))("%s", async (_, { input, expected }) => {
    const keys = input.roster.members.flatMap(({ name, logKey, cosignKey }) => [
      verifierKey(input.roster.origin, 0x01, fromHex(logKey)),
      verifierKey(`${name}/lvji`, 0x04, fromHex(cosignKey)),
    ]);
    const checked = await checkNote(input.note, keys);
    if (!checked.ok) return expect(checked.code).toBe(expected.refused);
    expect(["shape", "signature"]).not.toContain(expected.refused);
    const times = checked.signed.flatMap(({ time }) => time ?? []).sort((a, b) => b - a);
    if (expected.refused === "quorum") return expect(times.length).toBeLessThan(3);
    if (expected.refused === "origin") return expect(read(checked.text).origin).not.toBe(input.roster.origin);
    const { size, root } = read(checked.text);
    expect({ size, root: toHex(root), times }).toEqual(expected);
  });

  it.each(cases("tlogProof"))("%s", (_, { input, expected }) => {
    const leaves = input.leaves.map((leaf) => leafHash(fromHex(leaf)));
    const proof = { index: input.index, proof: inclusionProof(leaves, input.index), note: input.note };
    expect(formatTlogProof(proof)).toBe(expected.text);
    expect(parseTlogProof(expected.text)).toEqual({ ok: true, ...proof });
    const note = parseNote(input.note);
    expect(note.ok && read(note.text).root).toEqual(rootOf(leaves));
  });
});

describe.skipIf(!existsSync(SUMDB))("vectors/go-sumdb", () => {
  const { literals }: { literals: Record<string, string[]> } = existsSync(SUMDB)
    ? JSON.parse(readFileSync(SUMDB, "utf8"))
    : { literals: {} };
  const strings = (file: string) => literals[file] ?? [];
  const [example = ""] = strings("sumdb_note_note_test.go");
  const vkeys = strings("sumdb_note_note_test.go").filter((text) => /^[A-Z]\w+\+[0-9a-f]{8}\+/.test(text));

  it.each([...new Set(vkeys)])("%s", (text) => {
    const parsed = parseVkey(text);
    // Two of them are wrong on purpose: a key of 35 bytes, and an algorithm nobody has.
    const wrong: Record<string, string> = { cc469956: "shape", "173116ae": "type" };
    const refused = wrong[text.split("+")[1] ?? ""];
    if (refused) expect(parsed).toEqual({ ok: false, code: refused });
    else expect(parsed.ok && formatVkey(parsed.key)).toBe(text);
  });

  it("the example note, signed again to the byte", async () => {
    const [vkey = ""] = strings("sumdb_note_example_test.go").filter((text) =>
      text.startsWith("PeterNeumann+"),
    );
    const [skey = ""] = strings("sumdb_note_example_test.go").filter((text) =>
      text.startsWith("PRIVATE+KEY+"),
    );
    const parsed = parseVkey(vkey);
    if (!parsed.ok) throw new Error(parsed.code);
    expect(await checkNote(example, [parsed.key])).toMatchObject({ ok: true, signed: [{ key: parsed.key }] });
    const seed = fromBase64(skey.split("+").slice(4).join("+")).subarray(1);
    const note = parseNote(example);
    if (!note.ok) throw new Error(note.code);
    const again = await signNote(note.text, await signer("PeterNeumann", seed));
    expect(formatNote(note.text, [again])).toBe(example);
  });

  it("checkpoints", () => {
    const verdicts = strings("sumdb_tlog_note_test.go").map((text) => parseCheckpoint(text));
    expect(verdicts.map((verdict) => (verdict.ok ? verdict.size : verdict.code))).toEqual([
      123456789012,
      123456789012,
      "size",
      "root",
      123456789012,
    ]);
  });
});

const checkpoint: Checkpoint = { origin: "market.example/green", size: 13, root: sha256(utf8("root")) };
const seedOf = (name: string) => sha256(utf8(name));

async function cosigned(names: readonly string[]): Promise<{ note: string; keys: VerifierKey[] }> {
  const members = await Promise.all(names.map((name) => signer(name, seedOf(name))));
  const lines = await Promise.all(members.map((member, i) => cosignCheckpoint(checkpoint, member, 1000 + i)));
  const keys = members.map(({ name, publicKey }) => verifierKey(name, 0x04, publicKey));
  return { note: formatNote(formatCheckpoint(checkpoint), lines), keys };
}

describe("checkNote", () => {
  it("reports whose lines fit, each once, and looks past strangers", async () => {
    const { note, keys } = await cosigned(["a/lvji", "b/lvji", "c/lvji"]);
    const again =
      note +
      note
        .split("\n")
        .filter((line) => line.startsWith("— a/lvji"))
        .join("\n");
    expect(await checkNote(`${again}\n`, keys.slice(0, 2))).toEqual({
      ok: true,
      text: formatCheckpoint(checkpoint),
      signed: [
        { key: keys[0], time: 1000 },
        { key: keys[1], time: 1001 },
      ],
    });
    expect(await checkNote(note, [])).toMatchObject({ ok: true, signed: [] });
  });

  it("refuses a note that is none, and every single-bit change of a known key's line or of the text", async () => {
    const { note, keys } = await cosigned(["a/lvji"]);
    expect(await checkNote("", keys)).toEqual({ ok: false, code: "shape" });
    const parsed = parseNote(note);
    if (!parsed.ok) throw new Error(parsed.code);
    const [line] = parsed.signatures;
    if (!line) throw new Error("no line");
    for (let bit = 0; bit < 8 * line.signature.length; bit++) {
      const signature = line.signature.slice();
      signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const changed = formatNote(parsed.text, [{ ...line, signature }]);
      expect(await checkNote(changed, keys)).toEqual({ ok: false, code: "signature" });
    }
    for (let at = 0; at < parsed.text.length; at++) {
      for (let bit = 0; bit < 7; bit++) {
        const unit = String.fromCharCode(parsed.text.charCodeAt(at) ^ (1 << bit));
        const changed = `${parsed.text.slice(0, at)}${unit}${parsed.text.slice(at + 1)}${note.slice(parsed.text.length)}`;
        expect((await checkNote(changed, keys)).ok).toBe(false);
      }
    }
  });

  it("refuses a cosignature of another length, or of the text without its time", async () => {
    const member = await signer("a/lvji", seedOf("a/lvji"));
    const key = verifierKey(member.name, 0x04, member.publicKey);
    const text = formatCheckpoint(checkpoint);
    const plain = { ...(await signNote(text, member)), keyHash: key.keyHash };
    expect(await checkNote(formatNote(text, [plain]), [key])).toEqual({ ok: false, code: "signature" });
    const timed = { ...plain, signature: new Uint8Array([...u64be(7), ...plain.signature]) };
    expect(await checkNote(formatNote(text, [timed]), [key])).toEqual({ ok: false, code: "signature" });
    expect(splitCosignature(timed.signature)?.time).toBe(7);
    expect(splitCosignature(new Uint8Array(72).fill(0xff))).toBeUndefined();
  });

  it("tells two keys of one name and hash apart by who signed", async () => {
    const { note, keys } = await cosigned(["a/lvji"]);
    const [key] = keys;
    if (!key) throw new Error("no key");
    const double = { ...key, publicKey: (await signer("x", seedOf("x"))).publicKey };
    expect(await checkNote(note, [double, key])).toMatchObject({ ok: true, signed: [{ key }] });
    expect(await checkNote(note, [double])).toEqual({ ok: false, code: "signature" });
  });
});

describe("parseNote", () => {
  const line = `— a ${toBase64(new Uint8Array(5))}\n`;

  it("splits at the last blank line", () => {
    expect(parseNote(`x\n\ny\n\n${line}`)).toMatchObject({ ok: true, text: "x\n\ny\n" });
    expect(parseNote(`x\n\n${line}`)).toEqual({
      ok: true,
      text: "x\n",
      signatures: [{ name: "a", keyHash: "00000000", signature: new Uint8Array(1) }],
    });
  });

  it.each([
    ["nothing", ""],
    ["no signature", "x\n\n"],
    ["no blank line", `x\n${line}`],
    ["no newline at the end", `x\n\n${line.trim()}`],
    ["a hyphen", `x\n\n${line.replace("—", "-")}`],
    ["a name with a plus", `x\n\n${line.replace("a", "a+b")}`],
    ["a name with a wide blank", `x\n\n${line.replace("a", "a\u3000b")}`],
    ["no name", "x\n\n— AAAAAAA=\n"],
    ["four bytes", `x\n\n— a ${toBase64(new Uint8Array(4))}\n`],
    ["base64 with bits left over", "x\n\n— a AAAAAAB=\n"],
    ["two blanks", `x\n\n${line.replace(" a ", " a  ")}`],
    ["a carriage return", `x\r\n\n${line}`],
    ["a tab in the text", `x\ty\n\n${line}`],
    ["a lone surrogate", `\ud834\n\n${line}`],
    ["a thousand signatures", `x\n\n${line.repeat(1000)}`],
  ])("refuses %s", (_, note) => {
    expect(parseNote(note)).toEqual({ ok: false, code: "shape" });
  });

  it("reads what formatNote wrote", () => {
    const text = fc
      .string({ unit: fc.constantFrom("a", "\n", "—", "甲", " "), maxLength: 20 })
      .map((s) => `${s}\n`);
    const signature = fc.record({
      name: fc.string({ minLength: 1 }).filter(isKeyName),
      keyHash: fc.uint8Array({ minLength: 4, maxLength: 4 }).map(toHex),
      signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    });
    fc.assert(
      fc.property(text, fc.array(signature, { minLength: 1, maxLength: 4 }), (body, signatures) => {
        expect(parseNote(formatNote(body, signatures))).toEqual({ ok: true, text: body, signatures });
      }),
    );
  });

  it("formatNote refuses a text that is none", () => {
    for (const text of ["", "x", "x\t\n"]) expect(() => formatNote(text, [])).toThrow(RangeError);
  });
});

describe("parseVkey", () => {
  const key = new Uint8Array(32).fill(9);
  const vkey = (name: string, type: NoteKeyType) => formatVkey(verifierKey(name, type, key));

  it.each([0x01, 0x04] as const)("round trips type %i", (type) => {
    expect(parseVkey(vkey("a", type))).toEqual({ ok: true, key: verifierKey("a", type, key) });
    expect(noteKeyHash("a", type, key)).toMatch(/^[0-9a-f]{8}$/);
  });

  it.each([
    ["shape", ""],
    ["shape", "a+12345678"],
    ["shape", vkey("a", 1).slice(0, -4)],
    ["shape", `${vkey("a", 1)}=`],
    ["shape", vkey("a b", 1)],
    ["hash", vkey("a", 1).replace(/^a/, "b")],
    ["type", `a+00000000+${toBase64(new Uint8Array(33))}`],
  ])("refuses by %s: %s", (code, text) => {
    expect(parseVkey(text)).toEqual({ ok: false, code });
  });

  it("names have no blank and no plus", () => {
    expect(["a", "例.cn/x", "", "a b", "a+b", "a\u00a0"].map(isKeyName)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("parseCheckpoint", () => {
  const text = formatCheckpoint(checkpoint);

  it.each([
    ["shape", ""],
    ["shape", text.trimEnd()],
    ["shape", `${text}extension\n`],
    ["shape", `\n${text.split("\n").slice(1).join("\n")}`],
    ["size", text.replace("13", "013")],
    ["size", text.replace("13", "-1")],
    ["size", text.replace("13", "1e3")],
    ["size", text.replace("13", "")],
    ["size", text.replace("13", "9007199254740992")],
    ["root", text.replace("=\n", "\n")],
    ["root", formatCheckpoint({ ...checkpoint, root: new Uint8Array(31) })],
  ])("refuses by %s", (code, changed) => {
    expect(parseCheckpoint(changed)).toEqual({ ok: false, code });
  });

  it("reads what formatCheckpoint wrote, the empty tree included", () => {
    expect(parseCheckpoint(text)).toEqual({ ok: true, ...checkpoint });
    expect(read(formatCheckpoint({ ...checkpoint, size: 0 })).size).toBe(0);
  });
});

describe("parseTlogProof", () => {
  const proof = { index: 0, proof: [sha256(utf8("a"))], note: "x\n1\ny\n\n— a AAAAAAA=\n" };
  const text = formatTlogProof(proof);

  it("keeps extra data apart", () => {
    const withExtra = { ...proof, proof: [], extra: utf8("!") };
    expect(parseTlogProof(formatTlogProof(withExtra))).toEqual({ ok: true, ...withExtra });
    expect(parseTlogProof(text)).toEqual({ ok: true, ...proof });
  });

  it.each([
    ["note", text.replaceAll("\n\n", "\n")],
    ["header", text.replace("@v1", "@v2")],
    ["extra", text.replace("index", "extra !\nindex")],
    ["index", text.replace("index 0", "index 00")],
    ["index", text.replace("index 0", "index 9007199254740992")],
    ["index", text.replace("index 0\n", "")],
    ["index", "c2sp.org/tlog-proof@v1\n\nnote"],
    ["proof", text.replace("index 0", "index 0\nAAAA")],
    ["proof", text.replace("index 0", "index 0\n!")],
  ])("refuses by %s", (code, changed) => {
    expect(parseTlogProof(changed)).toEqual({ ok: false, code });
  });
});
