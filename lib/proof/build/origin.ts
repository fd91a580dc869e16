import type { Ledger } from "@/lib/ledger/ledger";
import { readMarket } from "@/lib/market/state";

/** The market's name, as every commitment and signature carries it. */
export async function origin(ledger: Ledger): Promise<string> {
  const bytes = await ledger.state("market");
  const market = readMarket({ get: () => bytes, keys: () => [] });
  if (!market) throw new Error("the ledger has no market");
  return market.origin;
}
