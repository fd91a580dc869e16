/** The gateway with everything it works with: what jobs and server actions are given. */
import { randomBytes } from "node:crypto";
import { fromUtf8 } from "@/lib/crypto/bytes";
import { author, type Draft, fillOf } from "@/lib/gateway/author";
import { type Keyring, openKeyring } from "@/lib/gateway/keyring";
import { type Answer, type Gateway, openGateway, type SubmitOptions } from "@/lib/gateway/submit";
import { readMarketRow } from "@/lib/gateway/view";
import type { Ledger } from "@/lib/ledger/ledger";
import type { Envelope } from "@/lib/market/command";
import type { Store } from "@/lib/store/store";

export interface Desk {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly gateway: Gateway;
  readonly keyring: Keyring;
  readonly dataDir: string;
  /** The market's origin. */
  readonly market: string;
  /** Unix seconds, never behind the newest entry known here: the ledger's time does not go back either. */
  now(): number;
  author(draft: Draft): Promise<Envelope>;
  /** Authors, signs, submits. */
  send(draft: Draft, options?: SubmitOptions): Promise<Answer>;
}

/** `dataDir` is LVJI_DATA. */
export async function openDesk(store: Store, ledger: Ledger, dataDir: string): Promise<Desk> {
  const { origin } = await readMarketRow(ledger);
  let newest = await newestTime(ledger);
  const now = () => Math.max(newest, Math.floor(Date.now() / 1000));
  const inner = openGateway(store, ledger);
  const gateway: Gateway = {
    ...inner,
    async submit(envelope, options) {
      const answer = await inner.submit(envelope, options);
      if (answer.ok) newest = Math.max(newest, answer.receipt.time);
      return answer;
    },
  };
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const make = (draft: Draft) => author(draft, { market: origin, now: now(), random });
  return {
    ...{ store, ledger, gateway, dataDir, now },
    keyring: openKeyring(dataDir),
    market: origin,
    author: make,
    send: async (draft, options) => gateway.submit(await make(draft), options),
  };
}

/** A clock that was set back must not make commands that have expired before they are sent. */
async function newestTime(ledger: Ledger): Promise<number> {
  const { size } = await ledger.checkpoint();
  const [leaf] = await ledger.entries(size - 1, 1);
  const { time }: { time?: number } = leaf === undefined ? {} : JSON.parse(fromUtf8(leaf.bytes));
  return time ?? 0;
}

/** Whether the envelope is too large to become an entry. */
export function isTooLarge(envelope: Envelope): boolean {
  return fillOf(envelope) > 1;
}
