import { beforeEach, describe, expect, it, vi } from "vitest";
import { utf8 } from "@/lib/crypto/bytes";
import { keysOfRole } from "@/lib/gateway/consent";
import { type Desk, openDesk } from "@/lib/gateway/desk";
import { entriesOfSteps } from "@/lib/gateway/outbox";
import { openGateway } from "@/lib/gateway/submit";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { nextCodes, registrationMonth } from "@/lib/jobs/import/registrations/codes";
import { type Ledger, LedgerUnavailable } from "@/lib/ledger/ledger";
import { channelCode } from "@/lib/market/assets/model";
import { type Envelope, txId } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";

let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;
beforeEach(
  opening(openTestDesk, (opened) => {
    ({ database, store, ledger, desk } = opened);
  }),
);

/** One channel: the smallest command only the exchange signs. */
async function channel(id: string): Promise<Envelope> {
  const facts = { fromProvince: "63", toProvince: "41", lossPpm: 1, capacityKw: 1 };
  const [code = ""] = await nextCodes(ledger, [channelCode(facts, registrationMonth(desk.now()))]);
  const signers = await keysOfRole(ledger, desk.keyring, "exchange");
  return desk.author({
    type: "channel.register",
    payload: { records: [{ code, id, name: id, ...facts }] },
    signers,
  });
}

async function height(): Promise<number> {
  return (await ledger.checkpoint()).size;
}

/** The ledger as it looks from a process that dies at a certain point. */
function dying(where: "before" | "after"): Ledger {
  return {
    ...ledger,
    async submit(envelope) {
      if (where === "after") await ledger.submit(envelope);
      throw new Error("killed");
    },
  };
}

describe("a submission", () => {
  it("is answered with its receipt, its outbox row final and empty of secrets", async () => {
    const envelope = await channel("A");
    const answer = await desk.gateway.submit(envelope, { step: "test/1" });
    expect(answer).toMatchObject({ ok: true, receipt: { txId: txId(envelope.command), index: 1 } });
    const rows = await store.pool.query("SELECT state, envelope, step FROM outbox");
    expect(rows.rows).toEqual([{ state: "final", envelope: null, step: "test/1" }]);
    expect(await entriesOfSteps(store, "test/")).toEqual(new Set([1]));
  });

  it("that does not authenticate leaves no trace", async () => {
    const envelope = await channel("A");
    const forged = { ...envelope, command: { ...envelope.command, nonce: "00".repeat(16) } };
    expect(await desk.gateway.submit(forged)).toMatchObject({ ok: false, refusal: { code: "signature" } });
    expect((await store.pool.query("SELECT 1 FROM outbox")).rowCount).toBe(0);
  });

  it("refused by the rules keeps the refusal, and the market stands as before", async () => {
    await desk.gateway.submit(await channel("A"));
    const again = await channel("A");
    expect(await desk.gateway.submit(again)).toMatchObject({
      ok: false,
      refusal: { code: "duplicate", field: "id" },
    });
    expect(await height()).toBe(2);
    expect(await desk.gateway.drain()).toBe(0);
  });

  it("sent twice at once is one entry with one receipt", async () => {
    const envelope = await channel("A");
    const answers = await Promise.all([1, 2, 3].map(() => desk.gateway.submit(envelope)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await height()).toBe(2);
  });
});

describe("a crash", () => {
  it.each(["before", "after"] as const)(
    "%s the ledger took it loses nothing and duplicates nothing",
    async (where) => {
      const envelope = await channel("A");
      await expect(openGateway(store, dying(where)).submit(envelope)).rejects.toThrow("killed");
      expect(await height()).toBe(where === "after" ? 2 : 1);
      expect(await desk.gateway.drain()).toBe(1);
      expect(await height()).toBe(2);
      expect(await desk.gateway.drain()).toBe(0);
      expect(await desk.gateway.submit(envelope)).toMatchObject({ ok: true, receipt: { index: 1 } });
      expect(await height()).toBe(2);
    },
  );

  it("before the outbox row is written leaves nothing behind", async () => {
    const envelope = await channel("A");
    const record = async () => {
      throw new Error("killed");
    };
    await expect(desk.gateway.submit(envelope, { record })).rejects.toThrow("killed");
    expect((await store.pool.query("SELECT 1 FROM outbox")).rowCount).toBe(0);
    expect(await height()).toBe(1);
  });

  it("of the ledger for a moment is waited out", async () => {
    let failures = 2;
    const flaky: Ledger = {
      ...ledger,
      async submit(envelope) {
        if (failures-- > 0) throw new LedgerUnavailable("no-quorum", "for a moment");
        return ledger.submit(envelope);
      },
    };
    expect(await openGateway(store, flaky).submit(await channel("A"))).toMatchObject({ ok: true });
    const rows = await store.pool.query("SELECT attempts FROM outbox");
    expect(rows.rows).toEqual([{ attempts: 3 }]);
  });
});

describe("a submitter's own key", () => {
  it("has one answer for one body, and refuses another", async () => {
    const key = { scope: "api", key: "order-1", body: utf8("a channel") };
    const first = await desk.gateway.submit(await channel("A"), { idempotency: key });
    const retried = await desk.gateway.submit(await channel("B"), { idempotency: key });
    expect(retried).toEqual(first);
    expect(await height()).toBe(2);
    const other = await desk.gateway.submit(await channel("B"), {
      idempotency: { ...key, body: utf8("else") },
    });
    expect(other).toMatchObject({ ok: false, refusal: { code: "idempotency" } });
    const elsewhere = await desk.gateway.submit(await channel("B"), {
      idempotency: { ...key, scope: "other" },
    });
    expect(elsewhere).toMatchObject({ ok: true, receipt: { index: 2 } });
  });

  it("used twice at once has one answer", async () => {
    const key = { scope: "api", key: "order-2", body: utf8("a channel") };
    const envelopes = [await channel("A"), await channel("B")];
    const answers = await Promise.all(
      envelopes.map((envelope) => desk.gateway.submit(envelope, { idempotency: key })),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(await height()).toBe(2);
  });
});

describe("a clock that was set back", () => {
  it("stops nobody: commands are made for the time the ledger has reached", async () => {
    await desk.gateway.submit(await channel("A"));
    const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 3 * 3_600_000);
    try {
      const late = await openDesk(store, ledger, database.dataDir);
      desk = late;
      expect(await late.gateway.submit(await channel("B"))).toMatchObject({
        ok: true,
        receipt: { index: 2 },
      });
    } finally {
      clock.mockRestore();
    }
  });
});
