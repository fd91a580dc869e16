import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { parseCode } from "@/lib/identifiers/trace-code";
import { checkUscc } from "@/lib/identifiers/uscc";
import { parseRoster, type Roster } from "@/lib/market/members/roster";
import { participants, readMarket, type StateReader } from "@/lib/market/state";
import { type OpenLedger, openLedger } from "../open";
import { TEST_TIME, temporaryData } from "../test-ledger";
import type { GenesisOptions } from "./genesis";
import { MEMBERS } from "./open-embedded";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function market(
  options: GenesisOptions,
): Promise<{ ledger: OpenLedger; dataDir: string; roster: Roster }> {
  const { dataDir, drop } = temporaryData();
  const ledger = await openLedger({ dataDir, clock: () => TEST_TIME, ...options });
  cleanups.push(() => ledger.close(), drop);
  const [roster] = await ledger.roster();
  if (!roster) throw new Error("no roster");
  return { ledger, dataDir, roster };
}

/** What genesis wrote, as a state to read. */
async function stateOf(ledger: OpenLedger): Promise<StateReader> {
  const [genesis] = await ledger.records(0, 1);
  const rows = new Map(genesis?.writes);
  return {
    get: (key) => rows.get(key) ?? undefined,
    keys: (prefix) => [...rows.keys()].filter((key) => key.startsWith(prefix)),
  };
}

test("a market from nothing has a name of its own, four members and three participants with keys", async () => {
  const { ledger, dataDir, roster } = await market({});
  expect(roster.origin).toMatch(/^lvji\.invalid\/[0-9a-f]{8}$/);
  expect(roster.members.map(({ name }) => name)).toEqual([...MEMBERS]);
  expect(parseRoster(JSON.parse(JSON.stringify(roster)))).toMatchObject({ ok: true });
  const state = await stateOf(ledger);
  const rows = Array.from(participants.list(state), ([, row]) => row);
  expect(rows.map(({ role }) => role).sort()).toEqual(["exchange", "grid", "regulator"]);
  for (const { code, uscc, role } of rows) {
    expect(parseCode(code).ok && checkUscc(uscc).ok).toBe(true);
    const path = join(dataDir, "keys", `${role}.json`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
      participant: code,
      alg: "p256",
      custody: "gateway",
    });
  }
  for (const name of MEMBERS) {
    expect(statSync(join(dataDir, "ledger", name, "keys.json")).mode & 0o777).toBe(0o600);
  }
});

test("what is asked for stands in genesis", async () => {
  const { ledger, roster } = await market({
    market: "green.example/2026",
    prefix: "88.123.45",
    publicUrl: "https://green.example",
    twoPersonKwh: 5_000,
    founders: { grid: { name: "内蒙古电力", id: "NMDL", province: "15" } },
  });
  expect(roster.members.every(({ address }) => address === "https://green.example")).toBe(true);
  const state = await stateOf(ledger);
  expect(readMarket(state)).toMatchObject({
    origin: "green.example/2026",
    prefix: "88.123.45",
    twoPersonKwh: 5_000,
  });
  const grid = Array.from(participants.list(state), ([, row]) => row).find(({ role }) => role === "grid");
  expect(grid).toMatchObject({ name: "内蒙古电力", id: "NMDL", province: "15" });
});

test("an address no roster takes is left out, a market's name it does not take is refused", async () => {
  const { roster } = await market({ publicUrl: "http://192.168.1.7:3000" });
  expect(roster.members[0]?.address).toBe("http://127.0.0.1:3000");
  await expect(market({ market: "two words" })).rejects.toThrow(/genesis was refused/);
});

test("opened again with other wishes it is the market it was", async () => {
  const { dataDir, drop } = temporaryData();
  cleanups.push(drop);
  const first = await openLedger({ dataDir, market: "first.example" });
  const { note } = await first.checkpoint();
  await first.close();
  const again = await openLedger({ dataDir, market: "second.example" });
  expect((await again.roster())[0]?.origin).toBe("first.example");
  expect((await again.checkpoint()).note).toBe(note);
  await again.close();
});
