/** The embedded ledger of a data directory, for the one process that owns it. */
import { join } from "node:path";
import { openLmdbStore } from "../node/lmdb-store";
import { marketRules } from "../node/market-rules";
import { memberKeys } from "../node/member-keys";
import type { Rules } from "../node/rules";
import { memberSigner } from "../node/signer";
import { Council, type OpenStore, type Seat } from "./council";
import { type Clock, EmbeddedLedger } from "./embedded-ledger";
import { foundMarket, type GenesisOptions } from "./genesis";
import { noteFile } from "./kept-note";

/** In order of names, as in the roster. */
export const MEMBERS = ["association.lvji", "exchange.lvji", "grid.lvji", "regulator.lvji"] as const;

export interface EmbeddedOptions extends GenesisOptions {
  /** LVJI_DATA: the ledger lies in `ledger/`, the participants' keys in `keys/`. */
  readonly dataDir: string;
  readonly clock?: Clock;
  /** For tests: other rules, faulty stores. */
  readonly rules?: Rules;
  readonly openStore?: OpenStore;
}

/** Unix seconds of this machine. */
export function systemClock(): number {
  return Math.floor(Date.now() / 1000);
}

/** Opens or founds it. Throws where a market cannot be founded; members that are out of order are shown so. */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedLedger> {
  const { dataDir, clock = systemClock, rules = marketRules, openStore = openLmdbStore } = options;
  const seats = await Promise.all(MEMBERS.map((name) => seatOf(dataDir, name)));
  const council = new Council(seats, openStore);
  const notes = noteFile(join(dataDir, "ledger", "checkpoint"));
  const ledger = new EmbeddedLedger(council, rules, clock, notes);
  const signers = seats.map((seat) => seat.signer);
  try {
    await ledger.start(() => foundMarket(dataDir, signers, options, clock()));
    return ledger;
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

async function seatOf(dataDir: string, name: string): Promise<Seat> {
  const home = join(dataDir, "ledger", name);
  const signer = memberSigner(await memberKeys(join(home, "keys.json"), name));
  const folder = join(home, "store");
  const vacant = { store: undefined, node: undefined, reason: undefined, scrubbed: false };
  return { name, folder, signer, state: "lagging", ...vacant };
}
