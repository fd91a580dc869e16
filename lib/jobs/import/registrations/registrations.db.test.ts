import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toHex } from "@/lib/crypto/bytes";
import { keyPair, sign } from "@/lib/crypto/signatures";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { complete, prepare, type ToSign } from "@/lib/gateway/signing";
import { enrolled, participantOfRole } from "@/lib/gateway/test-device";
import { readRows } from "@/lib/gateway/view";
import { completeUscc } from "@/lib/identifiers/uscc";
import { csvField, template } from "@/lib/jobs/csv/forms";
import { checkByHand, draftByHand, type HandRow } from "@/lib/jobs/import/registrations/by-hand";
import { checkFile } from "@/lib/jobs/import/registrations/check-file";
import type { RegistrationName } from "@/lib/jobs/import/registrations/form-of";
import { nextParticipantCode } from "@/lib/jobs/import/registrations/participants";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { openLedger } from "@/lib/ledger/open";
import { possessionBytes } from "@/lib/market/participants/model";
import { participants } from "@/lib/market/state";
import { openStore, type Store } from "@/lib/store/store";
import { createTestDatabase, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;

beforeAll(async () => {
  database = await createTestDatabase();
  const { connectionString, dataDir } = database;
  store = await openStore({ connectionString, dataDir });
  ledger = await openLedger({ dataDir });
  desk = await openDesk(store, ledger, dataDir);
  const uscc = (at: number) => completeUscc("91630000", `MA00000${at}`);
  await brought("participants", [
    `GEN,generator,发电甲,${uscc(1)},63`,
    `OLD,generator,发电乙,${uscc(2)},63`,
    `USE,consumer,用电丙,${uscc(3)},63`,
  ]);
  await brought("plants", [
    "SUN,GEN,甲光伏,S1,1000,63,632521,36.18,100.58,",
    "OLDSUN,OLD,乙光伏,S1,1000,63,632521,36.18,100.58,",
  ]);
  await brought("units", ["U1,USE,丙一厂,63"]);
  for await (const [, { id, code }] of readRows(ledger, participants)) {
    if (id !== "OLD") continue;
    const payload = { participant: code, reason: "停业" };
    const signers = (await desk.exchangeKeys()).slice(0, 1);
    expect((await desk.send({ type: "participant.suspend", payload, signers })).ok).toBe(true);
  }
}, 120_000);

afterAll(async () => {
  await ledger.close();
  await store.close();
  await database.drop();
});

const columns = (name: RegistrationName) => template(name).split("\n", 1)[0] ?? "";
const path = (name: string) => join(database.dataDir, `${name}.csv`);

function file(name: RegistrationName, header: string, lines: readonly string[]): string {
  writeFileSync(path(name), `${[header, ...lines].join("\n")}\n`);
  return path(name);
}

function imported(name: RegistrationName, at: string, mended = false) {
  return runJob(desk, "import", { name, path: at, zero: false, mended, ownerKeys: "none" });
}

async function brought(name: RegistrationName, lines: readonly string[]): Promise<void> {
  expect(await imported(name, file(name, columns(name), lines))).toMatchObject({ refused: [] });
}

const contract = (number: string, plant = "SUN", month = "2026-05") =>
  `${number},${plant},U1,,${month},1000,285.000,32.5,bilateral,monthly,within,`;

describe("a file looked through before anything is signed", () => {
  it("tells good lines from refused ones, and enters nothing", async () => {
    const before = (await ledger.checkpoint()).size;
    const at = file("contracts", columns("contracts"), [
      contract("A-1"),
      contract("A-2", "MOON", "2026-13"),
      contract("A-1"),
      contract("A-3", "OLDSUN"),
      'A-4,"SUN"x,U1',
      "A-5,SUN",
    ]);
    const check = await checkFile(desk, "contracts", at);
    expect(check.good.map((row) => [row.line, row.raw("number")])).toEqual([[2, "A-1"]]);
    expect(check.refused.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([
      "3 plant unknown",
      "3 month date",
      "4 number duplicate",
      "5 plant suspended",
      "6  columns",
      "7  columns",
    ]);
    expect(check.records.map(({ line }) => line)).toEqual([3, 4, 5, 6, 7]);
    expect(check.records[0]?.fields).toEqual(contract("A-2", "MOON", "2026-13").split(","));
    expect(check.records[3]?.fields).toEqual(["A-4", '"SUN"x', "U1"]);
    expect((await ledger.checkpoint()).size).toBe(before);
    expect(existsSync(at)).toBe(true);
  });

  it("is the import's own verdict: what was good enters, what was refused is refused for the same reasons", async () => {
    const at = file("contracts", columns("contracts"), [
      contract("B-1"),
      contract("B-2", "MOON"),
      contract("B-3", "OLDSUN"),
      contract("B-4"),
    ]);
    const check = await checkFile(desk, "contracts", at);
    const answer = await imported("contracts", at);
    expect(answer.accepted).toBe(check.good.length);
    expect(answer.refused).toEqual(check.refused);
  });

  it("comes back mended with its reasons, which nothing reads", async () => {
    const reasons = ["电站：没有登记过这个编号", 'why, "really"'];
    const lines = [contract("C-1"), contract("C-2")].map(
      (line, i) => `${line},${csvField(reasons[i] ?? "")}`,
    );
    const at = file("contracts", `${columns("contracts")},reason`, [
      ...lines,
      `${contract("C-3", "MOON")},again`,
    ]);
    const check = await checkFile(desk, "contracts", at);
    expect(check.columns).toEqual(columns("contracts").split(","));
    expect(check.good).toHaveLength(2);
    expect(check.records).toEqual([{ line: 4, fields: contract("C-3", "MOON").split(",") }]);
    await expect(imported("contracts", at)).rejects.toMatchObject({ code: "header" });
    expect(await imported("contracts", at, true)).toMatchObject({ accepted: 2 });
    const reordered = file("contracts", `reason,${columns("contracts")}`, lines);
    await expect(checkFile(desk, "contracts", reordered)).rejects.toMatchObject({ code: "header" });
  });
});

describe("rows entered by hand", () => {
  const row: HandRow = {
    ...{ number: "H-1", plant: "SUN", unit: "U1", month: "2026-06", quantity_kwh: "1000" },
    ...{ energy_price: "285", environment_price: "32.5", mode: "bilateral", term: "yearly", scope: "within" },
  };

  it("have every flaw told, by row and field", async () => {
    const rows = [row, { ...row, quantity_kwh: "0" }, { ...row, number: "H-2", plant: "OLDSUN", via: "GEN" }];
    const flaws = await checkByHand(desk, "contracts", rows);
    expect(flaws.map(({ line, field, code }) => `${line} ${field} ${code}`)).toEqual([
      "1 quantity_kwh range",
      "1 number duplicate",
      "2 via unknown",
    ]);
    expect(await checkByHand(desk, "contracts", [row])).toEqual([]);
    const [suspended] = await checkByHand(desk, "contracts", [{ ...row, plant: "OLDSUN" }]);
    expect(suspended).toMatchObject({ field: "plant", code: "suspended" });
  });

  it("become one command, with nobody's signature but those kept here", async () => {
    const made = await draftByHand(desk, "contracts", [row, { ...row, number: "H-2", month: "2026-07" }]);
    expect(made.ok && made.draft.type).toBe("contract.record");
    expect(made.ok && made.draft.others).toEqual([]);
    expect(made.ok && JSON.stringify(made.draft.payload).match(/"contract":/g)).toHaveLength(2);
    const flawed = await draftByHand(desk, "contracts", [{ ...row, month: "never" }]);
    expect(flawed).toMatchObject({ ok: false, flaws: [{ line: 0, field: "month", code: "date" }] });
  });

  it("keep the key made for somebody once its admission is signed, and never where it is not", async () => {
    const device = await enrolled(desk, "anna", await participantOfRole(desk, "exchange"));
    const admission = async (id: string, at: number) => {
      const row = { kind: "retailer", name: id, id, province: "63" };
      const uscc = completeUscc("91630000", `MA0000${at}`);
      const made = await draftByHand(desk, "participants", [{ ...row, uscc }], "p256");
      if (!made.ok) throw new Error(made.flaws[0]?.code);
      const prepared = await prepare(desk, device.person, [made.draft]);
      if (!prepared.ok) throw new Error(prepared.refusal.code);
      return prepared.toSign;
    };
    const signed = async ({ id, messages: [message = ""] }: ToSign) =>
      complete(desk, device.person, id, [await device.sign(message)]);
    const before = desk.keyring.all().length;
    const [first, second] = [await admission("RET-1", 11), await admission("RET-2", 12)];
    expect(desk.keyring.all()).toHaveLength(before);
    expect(await signed(first)).toMatchObject({ answers: [{ ok: true }] });
    expect(desk.keyring.all()).toHaveLength(before + 1);
    // Made up for the same place in the counter: the rules refuse it, and its key goes again.
    expect(await signed(second)).toMatchObject({ answers: [{ ok: false }] });
    expect(desk.keyring.all()).toHaveLength(before + 1);
  });

  it("take a participant's own key with its proof, over the code it will have and no other", async () => {
    const row = { kind: "consumer", name: "自持己", id: "OWN", province: "41" };
    const rows = [{ ...row, uscc: completeUscc("91410000", "MA000021") }];
    const pair = await keyPair("sm2", new Uint8Array(32).fill(7));
    const publicKey = toHex(pair.publicKey);
    const given = async (code: string) => {
      const message = possessionBytes(desk.market, code, publicKey);
      return { alg: "sm2" as const, publicKey, proof: toHex(await sign("sm2", pair.privateKey, message)) };
    };
    const code = await nextParticipantCode(desk, "41");
    const elsewhere = await nextParticipantCode(desk, "63");
    const stale = await draftByHand(desk, "participants", rows, await given(elsewhere));
    expect(stale).toMatchObject({ ok: false, flaws: [{ code: "possession" }] });
    const made = await draftByHand(desk, "participants", rows, await given(code));
    if (!made.ok) throw new Error(made.flaws[0]?.code);
    expect(made.draft.keeps).toEqual([]);
    const { others, keeps, ...draft } = made.draft;
    const signers = (await desk.exchangeKeys()).slice(0, 1);
    expect(await desk.send({ ...draft, signers })).toMatchObject({ ok: true });
    // It signs for itself from now on: nothing is registered for it in its absence.
    const unit = { owner: "OWN", name: "己一厂", id: "U-OWN", province: "41" };
    const [missing] = await checkByHand(desk, "units", [unit]);
    expect(missing).toMatchObject({ field: "owner", code: "signer-missing" });
  });
});
