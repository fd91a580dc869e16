import { toHex } from "@/lib/crypto/bytes";
import type { Store } from "@/lib/store/store";
import type { Month } from "@/lib/units/interval";

/** A month's settled kWh as a run's row keeps it: to be compared, not read. Hex. */
export function agreedMark({ vault }: Store, month: Month, kwh: number): string {
  return toHex(vault.blind("settle/agreed", `${month} ${kwh}`));
}
