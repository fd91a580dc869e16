import { describe, expect, it } from "vitest";
import { fromUtf8 } from "@/lib/crypto/bytes";
import { compose, type Draft } from "@/lib/gateway/author";
import { signedBytes } from "@/lib/market/command";
import { factsOf, objectOf } from "./facts";
import { notAllowed, readMessage } from "./message";

const market = "market.example/green";
const keyId = "a".repeat(32);
const making = { market, now: 1_775_664_000, random: (length: number) => new Uint8Array(length).fill(5) };

function composed(draft: Omit<Draft, "signers">) {
  const made = compose({ ...draft, signers: [{ keyId, alg: "p256", isSealed: false }] }, making);
  return { ...made, message: fromUtf8(signedBytes(made.command)) };
}
const freeze = composed({ type: "settlement.freeze", payload: { month: "2026-09", version: 1 } });
const unit = composed({
  type: "unit.register",
  payload: { records: [{ code: "U1", province: "11" }] },
  sealed: { "records/0/name": "一号厂房", "records/0/owner": "E1" },
});

describe("what a device reads before it signs", () => {
  it("is the command in the bytes, and sealed values that are the commitments'", () => {
    const read = readMessage(unit.message, unit.openings);
    expect(read?.command).toEqual(unit.command);
    expect(read?.opened).toEqual({ "records/0/name": "一号厂房", "records/0/owner": "E1" });
    expect(read && objectOf(read)).toBe("一号厂房");
    expect(read && factsOf(read).map(({ path, isSealed }) => [path, isSealed])).toEqual([
      ["records/0/code", false],
      ["records/0/province", false],
      ["records/0/name", true],
      ["records/0/owner", true],
    ]);
  });

  it("is nothing where an opening says otherwise than the commitment", () => {
    const [salt = ""] = unit.openings["records/0/name"] ?? [];
    expect(readMessage(unit.message, { "records/0/name": [salt, "二号厂房"] })).toBeUndefined();
    expect(readMessage(unit.message, { "records/0/else": [salt, "一号厂房"] })).toBeUndefined();
  });

  it("is nothing where a sealed value to be shown comes without its opening", () => {
    const { "records/0/owner": _, ...others } = unit.openings;
    expect(readMessage(unit.message, others)).toBeUndefined();
    expect(readMessage(unit.message, {})).toBeUndefined();
  });

  it("is nothing where the bytes are not exactly a command's", () => {
    const { message } = freeze;
    const altered = [
      message.slice(1),
      message.replace("v1\n", "v2\n"),
      `${message} `,
      message.replace('{"market"', '{ "market"'),
      message.replace('"v":1', '"v":1,"w":1'),
      message.replace('"month":"2026-09"', '"month":"2026-09","month":"2026-08"'),
      "lvji/command/v1\n[]",
      "lvji/key/v1\nmarket",
    ];
    for (const text of altered) expect(readMessage(text), text).toBeUndefined();
    expect(readMessage(message)).toBeDefined();
  });
});

describe("a confirmed run", () => {
  const allowed = { market, types: ["settlement.freeze"], month: "2026-09" };

  it("signs its own types, month and market, and nothing else", () => {
    expect(notAllowed(freeze.message, keyId, allowed)).toBeUndefined();
    expect(notAllowed(unit.message, keyId, allowed)).toBe("type");
    expect(notAllowed(freeze.message, keyId, { ...allowed, month: "2026-08" })).toBe("month");
    expect(notAllowed(freeze.message, keyId, { ...allowed, market: "market.example/other" })).toBe("market");
    expect(notAllowed(freeze.message, "b".repeat(32), allowed)).toBe("signer");
    expect(notAllowed(`${freeze.message}x`, keyId, allowed)).toBe("form");
    expect(notAllowed(freeze.message, keyId, { ...allowed, types: [] })).toBe("type");
  });

  it("without a month takes any, with one takes no command that names none", () => {
    expect(notAllowed(freeze.message, keyId, { market, types: ["settlement.freeze"] })).toBeUndefined();
    expect(notAllowed(unit.message, keyId, { ...allowed, types: ["unit.register"] })).toBe("month");
  });
});
