/** The gateway with everything it works with: what jobs and server actions are given. */
import { randomBytes } from "node:crypto";
import { author, type Draft, fillOf, type Making } from "@/lib/gateway/author";
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
  author(draft: Draft): Promise<Envelope>;
  /** Authors, signs, submits. */
  send(draft: Draft, options?: SubmitOptions): Promise<Answer>;
}

/** `dataDir` is LVJI_DATA. */
export async function openDesk(store: Store, ledger: Ledger, dataDir: string): Promise<Desk> {
  const { origin } = await readMarketRow(ledger);
  const gateway = openGateway(store, ledger);
  const make = (draft: Draft) => author(draft, making(origin));
  return {
    store,
    ledger,
    gateway,
    keyring: openKeyring(dataDir),
    dataDir,
    market: origin,
    author: make,
    send: async (draft, options) => gateway.submit(await make(draft), options),
  };
}

function making(market: string): Making {
  const random = (length: number) => new Uint8Array(randomBytes(length));
  return { market, now: Math.floor(Date.now() / 1000), random };
}

/** Whether the envelope is too large to become an entry. */
export function isTooLarge(envelope: Envelope): boolean {
  return fillOf(envelope) > 1;
}
