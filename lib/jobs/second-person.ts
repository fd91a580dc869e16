/** The second key of a run that two people of the exchange have to sign: waited for until somebody comes forward. */
import { setTimeout as sleep } from "node:timers/promises";
import type { SigningKey } from "@/lib/gateway/author";
import { type Mailbox, openMailbox, SignatureAwaited } from "@/lib/gateway/mailbox";
import type { Store } from "@/lib/store/store";

/** Whose device it is; undefined while nobody came forward. */
export async function secondOf(
  store: Store,
  job: string,
): Promise<{ readonly accountId: string; readonly keyId: string } | undefined> {
  const row = await store.prisma.secondSigner.findUnique({ where: { job } });
  return row ?? undefined;
}

export interface SecondKey {
  /** The second person's device as a signer. Throws SignatureAwaited where nobody comes forward in time. */
  key(onWait: () => void): Promise<SigningKey>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 60_000;

/** Of one run of a job. */
export function secondKeyOf(
  store: Store,
  job: string,
  options: { readonly patienceMs?: number; readonly signal?: AbortSignal },
): SecondKey {
  let mailbox: Mailbox | undefined;
  return {
    async key(onWait) {
      const deadline = performance.now() + (options.patienceMs ?? PATIENCE_MS);
      for (;;) {
        const found = await secondOf(store, job);
        if (found !== undefined) {
          const { accountId, keyId } = found;
          const party = { keyId, alg: "p256", isSealed: false } as const;
          const isWanted = async () => (await secondOf(store, job))?.keyId === keyId;
          mailbox ??= await openMailbox(store, { ...options, job, accountId, party, isWanted });
          return mailbox.key;
        }
        onWait();
        if (options.signal?.aborted || performance.now() > deadline)
          throw new SignatureAwaited("no second person");
        await sleep(LOOK_EVERY_MS);
      }
    },
    close: async () => mailbox?.close(),
  };
}
