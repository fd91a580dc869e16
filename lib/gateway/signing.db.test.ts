import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type Desk, deskOf } from "@/lib/gateway/desk";
import { deviceKeysOf, renameDeviceKey } from "@/lib/gateway/device-keys";
import { enrolDevice, revokeAllLost, revokeDraft, revokeLost } from "@/lib/gateway/enrol";
import { complete, type PersonDraft, prepare } from "@/lib/gateway/signing";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { enrolled, newDevice, participantOfRole, type TestDevice } from "@/lib/gateway/test-device";
import { readRow, readRows } from "@/lib/gateway/view";
import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { runJob } from "@/lib/jobs/run";
import type { Ledger } from "@/lib/ledger/ledger";
import { channelCode } from "@/lib/market/assets/model";
import { keys, participants } from "@/lib/market/state";
import { project } from "@/lib/store/projection/project";
import { keysOfParticipant } from "@/lib/store/queries/keys";
import {
  listSubmissions,
  submissionCounts,
  submissionLatency,
  submissionSeries,
} from "@/lib/store/queries/submissions";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;
let exchange: string;
beforeEach(
  opening(openTestDesk, async (opened) => {
    ({ database, store, ledger, desk } = opened);
    exchange = await participantOfRole(desk, "exchange");
  }),
);

/** One channel: the smallest command only the exchange signs. */
async function channel(id: string): Promise<PersonDraft> {
  const facts = { fromProvince: "63", toProvince: "41", lossPpm: 1, capacityKw: 1 };
  const [code = ""] = await nextCodes(ledger, [channelCode(facts, registrationMonth(desk.now()))]);
  return { type: "channel.register", payload: { records: [{ code, id, name: id, ...facts }] } };
}

async function prepared(device: TestDevice, ...drafts: PersonDraft[]) {
  const answer = await prepare(desk, device.person, drafts);
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.toSign;
}

async function signed(device: TestDevice, ...drafts: PersonDraft[]) {
  const toSign = await prepared(device, ...drafts);
  const signatures = await Promise.all(toSign.messages.map(device.sign));
  return complete(desk, device.person, toSign.id, signatures);
}

async function height(): Promise<number> {
  return (await ledger.checkpoint()).size;
}

async function importParticipants(ownerKeys: "none" | "p256") {
  const path = join(database.dataDir, "participants.csv");
  const row = "USER-1,consumer,工厂,91350100M000100Y43,11";
  writeFileSync(path, `id,kind,name,uscc,province\n${row}\n`);
  const { accepted, refused } = await runJob(desk, "import", {
    ...{ name: "participants", path, zero: false, ownerKeys },
  });
  expect([accepted, refused]).toEqual([1, []]);
  return participantOfRole(desk, "consumer");
}

describe("a command signed on a device", () => {
  it("becomes an entry signed by that device's key, once, with the same answer asked again", async () => {
    const device = await enrolled(desk, "anna", exchange);
    const before = await height();
    const toSign = await prepared(device, await channel("A"));
    expect(await height()).toBe(before);
    const signature = await device.sign(toSign.messages[0] ?? "");
    const first = await complete(desk, device.person, toSign.id, [signature]);
    expect(first).toMatchObject({ ok: true, answers: [{ ok: true, receipt: { index: before } }] });
    // Another signature of the same message, from another tab.
    const again = await complete(desk, device.person, toSign.id, [await device.sign("else")]);
    expect(again).toEqual(first);
    expect(await height()).toBe(before + 1);
    const [leaf] = await ledger.entries(before, 1);
    expect(Buffer.from(leaf?.bytes ?? []).toString()).toContain(`"signers":["${device.person.keyId}"]`);
  });

  it("is nobody else's to complete, needs this device's signature, and does not wait for ever", async () => {
    const device = await enrolled(desk, "anna", exchange);
    const colleague = await enrolled(desk, "ben", exchange);
    const toSign = await prepared(device, await channel("A"));
    const message = toSign.messages[0] ?? "";
    const codeOf = async (by: TestDevice, signatures: string[]) => {
      const answer = await complete(desk, by.person, toSign.id, signatures);
      return answer.ok ? "ok" : answer.refusal.code;
    };
    expect(await codeOf(colleague, [await colleague.sign(message)])).toBe("unknown");
    expect(await codeOf(device, [await colleague.sign(message)])).toBe("signature");
    expect(await codeOf(device, [])).toBe("signature");
    expect(await codeOf(device, [await device.sign(`${message} `)])).toBe("signature");
    await store.pool.query("UPDATE prepared_signing SET expires_at = now() - interval '1 second'");
    expect(await codeOf(device, [await device.sign(message)])).toBe("expired");
    await store.pool.query("UPDATE prepared_signing SET expires_at = now() + interval '1 minute'");
    expect(await codeOf(device, [await device.sign(message)])).toBe("ok");
  });

  it("goes on where it stopped when the process ended between its commands", async () => {
    const device = await enrolled(desk, "anna", exchange);
    const first = await channel("A");
    const toSign = await prepared(device, first, await channel("A"));
    const signatures = await Promise.all(toSign.messages.map(device.sign));
    let left = 1;
    const dying = deskOf(desk, { kind: "person" });
    const gateway = {
      ...dying.gateway,
      submit: (...args: Parameters<Desk["gateway"]["submit"]>) => {
        if (left-- <= 0) throw new Error("killed");
        return dying.gateway.submit(...args);
      },
    };
    await expect(complete({ ...dying, gateway }, device.person, toSign.id, signatures)).rejects.toThrow(
      "killed",
    );
    const before = await height();
    const answer = await complete(desk, device.person, toSign.id, signatures);
    expect(answer).toMatchObject({ ok: true, answers: [{ ok: true }, { ok: false }] });
    expect(await height()).toBe(before);
  });

  it("lies sealed while it waits: no opening can be read in the database", async () => {
    const device = await enrolled(desk, "anna", exchange);
    const draft: PersonDraft = {
      type: "unit.register",
      payload: { records: [{ code: "x", province: "11" }] },
      sealed: { "records/0/name": "密封的名字", "records/0/secret": "00" },
    };
    const toSign = await prepared(device, draft);
    const { rows } = await store.pool.query("SELECT sealed FROM prepared_signing");
    expect(rows[0].sealed.toString("utf8")).not.toContain("密封的名字");
    expect(toSign.messages[0]).not.toContain("密封的名字");
    expect(Object.keys(toSign.openings[0] ?? {})).toEqual(["records/0/name"]);
  });

  it("of a consumer carries its key and signature as commitments", async () => {
    const consumer = await importParticipants("p256");
    const device = await enrolled(desk, "carl", consumer);
    const second = await enrolled(desk, "carl", consumer);
    const answer = await signed(device, await revokeDraft(desk, consumer, second.person.keyId, "不再使用"));
    expect(answer).toMatchObject({ ok: true, answers: [{ ok: true }] });
    const [leaf] = await ledger.entries((await height()) - 1, 1);
    expect(Buffer.from(leaf?.bytes ?? []).toString()).not.toContain(device.person.keyId);
    expect((await readRow(ledger, keys, second.person.keyId))?.until).toBeDefined();
  });
});

describe("a device", () => {
  it("of the exchange is endorsed by a quorum of members and stands in the projection", async () => {
    const device = await enrolled(desk, "anna", exchange);
    await project(store, ledger);
    const found = (await keysOfParticipant(store, exchange)).find(
      ({ keyId }) => keyId === device.person.keyId,
    );
    expect(found).toMatchObject({ custody: "self", label: "Chrome · Linux", participant: exchange });
    const [row] = await deviceKeysOf(store, exchange);
    expect(row).toMatchObject({ accountId: "anna", label: "工位电脑", usedAt: undefined });
    const { rows } = await store.pool.query("SELECT sealed FROM device_key");
    expect(rows[0].sealed.toString("utf8")).not.toContain("工位电脑");
  });

  it("is not enrolled without its proof, nor where that would end the exchange's standing in", async () => {
    const device = await newDevice(desk, "anna", exchange);
    const other = await newDevice(desk, "anna", exchange);
    const forged = { ...device.device, proof: other.device.proof };
    const consumer = await importParticipants("none");
    const keyless = await newDevice(desk, "carl", consumer);
    const before = await height();
    const codes = [
      await enrolDevice(desk, device.person, forged),
      await enrolDevice(desk, keyless.person, keyless.device),
    ].map((answer) => (answer.ok ? "ok" : answer.refusal.code));
    expect(codes).toEqual(["possession", "no-key"]);
    expect(await height()).toBe(before);
    expect((await store.pool.query("SELECT 1 FROM device_key")).rowCount).toBe(0);
  });

  it("signs only for the account that enrolled it, and not once it is revoked", async () => {
    const device = await enrolled(desk, "anna", exchange);
    const codeFor = async (person: TestDevice["person"]) => {
      const answer = await prepare(desk, person, [await channel("A")]);
      return answer.ok ? "ok" : answer.refusal.code;
    };
    expect(await codeFor(device.person)).toBe("ok");
    expect(await codeFor({ ...device.person, accountId: "ben" })).toBe("device");
    expect(await codeFor({ ...device.person, participant: "else" })).toBe("device");
    const [kept] = desk.keyring.of(exchange);
    expect(await codeFor({ ...device.person, keyId: kept?.keyId ?? "" })).toBe("device");
    const waiting = await prepared(device, await channel("B"));
    const revoked = await revokeLost(desk, exchange, device.person.keyId, "遗失");
    expect(revoked.ok).toBe(true);
    expect(await codeFor(device.person)).toBe("device");
    const late = await complete(desk, device.person, waiting.id, [
      await device.sign(waiting.messages[0] ?? ""),
    ]);
    expect(late).toMatchObject({ ok: false, refusal: { code: "device" } });
  });

  it("ends with every other key of its account, and nobody else's", async () => {
    const phone = await enrolled(desk, "anna", exchange);
    const desktop = await enrolled(desk, "anna", exchange);
    const colleague = await enrolled(desk, "ben", exchange);
    const endAll = () => revokeAllLost(desk, { participant: exchange, accountId: "anna" }, "账户停用");
    expect(await endAll()).toEqual({ ended: 2, left: 0 });
    const until = async ({ person }: TestDevice) => (await readRow(ledger, keys, person.keyId))?.until;
    expect(await until(phone)).toBeDefined();
    expect(await until(desktop)).toBeDefined();
    expect(await until(colleague)).toBeUndefined();
    expect(await endAll()).toEqual({ ended: 0, left: 0 });
  });

  it("may sign its own end", async () => {
    const device = await enrolled(desk, "anna", exchange);
    const draft = await revokeDraft(desk, exchange, device.person.keyId, "更换");
    expect(await signed(device, draft)).toMatchObject({ ok: true, answers: [{ ok: true }] });
    expect((await readRow(ledger, keys, device.person.keyId))?.until).toBeDefined();
  });

  it("is renamed by its own account only", async () => {
    const { person } = await enrolled(desk, "anna", exchange);
    expect(await renameDeviceKey(store, { ...person, accountId: "ben" }, "别人的")).toBe(false);
    expect(await renameDeviceKey(store, person, "新名字")).toBe(true);
    expect((await deviceKeysOf(store, exchange)).map(({ label }) => label)).toEqual(["新名字"]);
  });
});

describe("the monitor's record", () => {
  it("has every submission: accepted, refused by the rules, refused at the door", async () => {
    const device = await enrolled(desk, "anna", exchange);
    desk = deskOf(desk, { kind: "person", who: "anna" });
    await signed(device, await channel("A"));
    await signed(device, await channel("A"));
    const envelope = await desk.author({ ...(await channel("B")), signers: await desk.exchangeKeys() });
    await desk.gateway.submit({ ...envelope, command: { ...envelope.command, nonce: "00".repeat(16) } });
    const { rows, total } = await listSubmissions(store, { who: "anna" });
    expect(total).toBe(3);
    expect(rows.map(({ source, state, code }) => [source, state, code])).toEqual([
      ["person", "refused", "signature"],
      ["person", "refused", "duplicate"],
      ["person", "accepted", undefined],
    ]);
    expect(rows.every(({ latencyMs }) => latencyMs !== undefined && latencyMs >= 0)).toBe(true);
    expect(rows[2]?.index).toBe((await height()) - 1);
    expect(rows[1]).toMatchObject({ type: "channel.register", field: "id", reason: expect.any(String) });
    const { states, codes } = await submissionCounts(store, { source: "person" });
    expect(states).toEqual({ pending: 0, accepted: 1, refused: 2 });
    expect(codes).toEqual([
      { code: "duplicate", count: 1 },
      { code: "signature", count: 1 },
    ]);
    expect((await listSubmissions(store, { code: "signature" }, { size: 1 })).rows).toHaveLength(1);
    const { count, p50 = -1, p99 = -1 } = await submissionLatency(store, { who: "anna" });
    expect([count, p50 >= 0, p99 >= p50]).toEqual([1, true, true]);
    const series = await submissionSeries(store, 3);
    expect(series).toHaveLength(3);
    // The enrolment, in no person's name, and the channel.
    expect(series.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(2);
    expect(series.reduce((sum, { refused }) => sum + refused, 0)).toBe(2);
  });
});

it("knows a role's participants apart", async () => {
  const roles: string[] = [];
  for await (const [, row] of readRows(ledger, participants)) roles.push(row.role);
  expect(roles.sort((a, b) => (a < b ? -1 : 1))).toEqual(["exchange", "grid", "regulator"]);
});
