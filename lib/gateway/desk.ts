/** The gateway with everything it works with: what jobs and server actions are given. */
import { randomBytes } from "node:crypto";
import { fromUtf8 } from "@/lib/crypto/bytes";
import {
  author,
  type Composed,
  compose,
  type Draft,
  fillOf,
  type SigningKey,
  type SigningParty,
} from "@/lib/gateway/author";
import { keysOfRole } from "@/lib/gateway/consent";
import { type Keyring, openKeyring } from "@/lib/gateway/keyring";
import type { Source } from "@/lib/gateway/submissions";
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
  /** Without its signatures. */
  compose(draft: Omit<Draft, "signers"> & { readonly signers: readonly SigningParty[] }): Composed;
  author(draft: Draft): Promise<Envelope>;
  /** Authors, signs, submits. */
  send(draft: Draft, options?: SubmitOptions): Promise<Answer>;
  /** Whoever signs for the exchange at this desk: the keys kept here, or the device of the person it works for. */
  exchangeKeys(): Promise<readonly SigningKey[]>;
  /** Of another person, where the market asks for two: waited for, `onWait` called as long as it is. */
  secondKey?(onWait: () => void): Promise<SigningKey>;
}

/** `dataDir` is LVJI_DATA; `source` is who the monitor is told submits here. */
export async function openDesk(
  store: Store,
  ledger: Ledger,
  dataDir: string,
  source: Source = { kind: "machine" },
): Promise<Desk> {
  const { origin } = await readMarketRow(ledger);
  let newest = await newestTime(ledger);
  const now = () => Math.max(newest, Math.floor(Date.now() / 1000));
  const inner = openGateway(store, ledger);
  const gateway: Gateway = {
    ...inner,
    async submit(envelope, options) {
      const answer = await inner.submit(envelope, { source, ...options });
      if (answer.ok) newest = Math.max(newest, answer.receipt.time);
      return answer;
    },
  };
  const random = (length: number) => new Uint8Array(randomBytes(length));
  const making = () => ({ market: origin, now: now(), random });
  const keyring = openKeyring(dataDir);
  return {
    ...{ store, ledger, dataDir, now, keyring },
    market: origin,
    compose: (draft) => compose(draft, making()),
    ...sending((draft) => author(draft, making()), gateway),
    exchangeKeys: () => keysOfRole(ledger, keyring, "exchange"),
  };
}

function sending(make: Desk["author"], gateway: Gateway): Pick<Desk, "author" | "gateway" | "send"> {
  return {
    author: make,
    gateway,
    send: async (draft, options) => gateway.submit(await make(draft), options),
  };
}

/** The same desk with somebody else sitting at it: named to the monitor, and signing for the exchange where given. */
export function deskOf(
  desk: Desk,
  source: Source,
  exchangeKeys: Desk["exchangeKeys"] = desk.exchangeKeys,
): Desk {
  const gateway: Gateway = {
    ...desk.gateway,
    submit: (envelope, options) => desk.gateway.submit(envelope, { source, ...options }),
  };
  return { ...desk, ...sending(desk.author, gateway), exchangeKeys };
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
