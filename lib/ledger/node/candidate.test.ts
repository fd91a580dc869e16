import { expect, test } from "vitest";
import { utf8 } from "@/lib/crypto/bytes";
import type { Envelope } from "@/lib/market/command";
import { refuse } from "@/lib/market/refusal";
import type { StateReader } from "@/lib/market/state";
import { Candidate } from "./candidate";
import type { Rules } from "./rules";

const envelope: Envelope = {
  command: { v: 1, market: "m", type: "t", signers: [], nonce: "", notAfter: 0, payload: {}, sealed: {} },
  signatures: [],
  openings: {},
  held: [],
};

function stateOf(rows: Record<string, string>): StateReader {
  return {
    get: (key) => (key in rows ? utf8(rows[key] ?? "") : undefined),
    keys: (prefix) => Object.keys(rows).filter((key) => key.startsWith(prefix)),
  };
}

/** Accepts while the state has the key `key/1`; counts how often it was asked. */
function countingRules(): Rules & { asked: number } {
  const rules = {
    asked: 0,
    async check(_: Envelope, state: StateReader) {
      rules.asked++;
      await undefined;
      const known = state.get("key/1") !== undefined && [...state.keys("roster/")].length > 0;
      return known ? undefined : refuse("signer-unknown").refusal;
    },
    execute: () => refuse("type"),
    blobOf: () => undefined,
    checkBlob: () => undefined,
  };
  return rules;
}

test("states that answer alike are checked once", async () => {
  const rules = countingRules();
  const candidate = new Candidate(envelope, rules);
  candidate.begin(stateOf({ "key/1": "a", "roster/0": "r" }));
  expect(await candidate.check(stateOf({ "key/1": "a", "roster/0": "r", other: "x" }))).toBeUndefined();
  expect(await candidate.check(stateOf({ "key/1": "a", "roster/0": "other text" }))).toBeUndefined();
  expect(rules.asked).toBe(1);
});

test("any other answer is a reason to check again", async () => {
  const rules = countingRules();
  const candidate = new Candidate(envelope, rules);
  const known = { "key/1": "a", "roster/0": "r" };
  expect(await candidate.check(stateOf(known))).toBeUndefined();
  expect(await candidate.check(stateOf({ ...known, "key/1": "b" }))).toBeUndefined();
  expect(await candidate.check(stateOf({ "roster/0": "r" }))).toMatchObject({ code: "signer-unknown" });
  expect(await candidate.check(stateOf({ "key/1": "a" }))).toMatchObject({ code: "signer-unknown" });
  expect(rules.asked).toBe(4);
});

test("a check that began in a state nobody can read is made again", async () => {
  const rules = countingRules();
  const candidate = new Candidate(envelope, rules);
  candidate.begin({
    get: () => {
      throw new Error("unreadable");
    },
    keys: () => [],
  });
  expect(await candidate.check(stateOf({ "key/1": "a", "roster/0": "r" }))).toBeUndefined();
  expect(rules.asked).toBe(2);
});
