import { fromUtf8 } from "@/lib/crypto/bytes";

/** A row of the market's state (lib/market/state.ts) from its canonical JSON, which members or a seal vouch for. */
export function parseStateRow<T extends object>(bytes: Uint8Array): T {
  return JSON.parse(fromUtf8(bytes)) as T;
}
