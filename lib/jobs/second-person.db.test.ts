import { randomBytes, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { randomMarket } from "@/lib/cli/random-market.oracle";
import { toHex, utf8 } from "@/lib/crypto/bytes";
import { sign } from "@/lib/crypto/signatures";
import type { Desk } from "@/lib/gateway/desk";
import { type Person, sealLabel } from "@/lib/gateway/device-keys";
import { makeKey, type OwnKey } from "@/lib/gateway/keyring";
import { memberSigners } from "@/lib/gateway/members";
import { answerRequests, openRequests } from "@/lib/gateway/requests";
import { openTestDesk } from "@/lib/gateway/test-desk";
import { readRow } from "@/lib/gateway/view";
import { readJob } from "@/lib/jobs/job";
import { offerSecond } from "@/lib/jobs/offer-second";
import { continueJob, runPersonJob, startJob } from "@/lib/jobs/person";
import { runJob } from "@/lib/jobs/run";
import { secondOf } from "@/lib/jobs/second-person";
import type { Ledger } from "@/lib/ledger/ledger";
import { months } from "@/lib/market/state";
import type { Store } from "@/lib/store/store";
import { opening, type TestDatabase } from "@/lib/store/test-database";

const market = randomMarket(6);
const { month } = market;
let database: TestDatabase;
let store: Store;
let ledger: Ledger;
let desk: Desk;

beforeAll(
  opening(
    () => openTestDesk({ twoPersonKwh: 1 }),
    async (opened) => {
      ({ database, store, ledger, desk } = opened);
      for (const { name, text } of market.files) {
        const path = join(database.dataDir, `${name}.csv`);
        writeFileSync(path, text);
        await runJob(desk, "import", { name, path, zero: false, ownerKeys: "none" });
      }
    },
  ),
);

interface Browser {
  readonly person: Person;
  /** Signs whatever the job asks of this device until it is told to stop. */
  signFor(job: string, until: AbortSignal): Promise<void>;
}

/** An account of the exchange with a device key of its own, endorsed by the members. */
async function browser(accountId: string = randomUUID()): Promise<Browser> {
  const [own] = await desk.exchangeKeys();
  const participant = desk.keyring.all().find(({ keyId }) => keyId === own?.keyId)?.participant ?? "";
  const { key, registration } = await makeKey(
    desk.market,
    participant,
    "p256",
    new Uint8Array(randomBytes(32)),
  );
  const payload = { participant, key: { ...registration, custody: "self" } };
  const answer = await desk.send({
    ...{ type: "participant.endorse-key", payload },
    signers: memberSigners(database.dataDir),
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  const person = { accountId, participant, keyId: key.keyId };
  await store.pool.query(
    "INSERT INTO device_key (key_id, account_id, participant, sealed) VALUES ($1, $2, $3, $4)",
    [key.keyId, person.accountId, participant, sealLabel(store, key.keyId, "test")],
  );
  return { person, signFor: (job, until) => signFor(key, person, job, until) };
}

async function signFor(key: OwnKey, person: Person, job: string, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const requests = await openRequests(store, job, person);
    const signed = await Promise.all(
      requests.map(async ({ id, message }): Promise<[string, string]> => {
        return [id, toHex(await sign("p256", key.privateKey, utf8(message)))];
      }),
    );
    if (signed.length > 0) await answerRequests(desk, job, person, new Map(signed));
    await sleep(30);
  }
}

describe("a settlement above the volume that genesis names", () => {
  it("waits for a second person of the exchange, and ends with two distinct keys", async () => {
    const [first, second] = [await browser(), await browser()];
    const job = (await startJob(desk, first.person, "settle", { month, preview: false })) ?? "";
    const stop = new AbortController();
    const signing = [first.signFor(job, stop.signal), second.signFor(job, stop.signal)];
    await runPersonJob(desk, job, { patienceMs: 1_500 });
    // Everything is traced; the last step alone waits.
    expect((await readJob(store, job))?.state).toBe("waiting");
    expect(await readRow(ledger, months, month)).toMatchObject({
      stage: expect.not.stringMatching("finished"),
    });
    expect(await offerSecond(desk, first.person, job)).toBe("same");
    expect(await offerSecond(desk, { ...second.person, accountId: randomUUID() }, job)).toBe("device");
    expect(await offerSecond(desk, second.person, job)).toBe("ok");
    // Who came forward goes on with the run at another device of theirs: one person with two keys is not two people.
    const other = await browser(second.person.accountId);
    expect(await continueJob(desk, other.person, job)).toBe(true);
    expect(await secondOf(store, job)).toBeUndefined();
    expect(await continueJob(desk, first.person, job)).toBe(true);
    expect(await offerSecond(desk, second.person, job)).toBe("ok");
    await runPersonJob(desk, job, { patienceMs: 5_000 });
    expect((await readJob(store, job))?.state).toBe("done");
    const { size } = await ledger.checkpoint();
    const [leaf] = await ledger.entries(size - 1, 1);
    const entry: { type: string; command: { signers: string[] } } = JSON.parse(
      Buffer.from(leaf?.bytes ?? []).toString("utf8"),
    );
    expect(entry.type).toBe("settlement.finish");
    expect(entry.command.signers).toEqual([first.person.keyId, second.person.keyId]);
    expect(await offerSecond(desk, second.person, job)).toBe("over");
    stop.abort();
    await Promise.all(signing);
  });
});
