/** Money in integer 分, prices in integer 0.001 元/MWh (domain §2). */
import { type DecimalRefusal, parseThousandths } from "@/lib/units/energy";

export type ParsedPrice = { ok: true; price: number } | { ok: false; code: DecimalRefusal };

/** 元/MWh as decimal text, at most three decimals → integer 0.001 元/MWh. */
export function parsePrice(text: string): ParsedPrice {
  const parsed = parseThousandths(text);
  return parsed.ok ? { ok: true, price: parsed.value } : parsed;
}

/** 分 for `kwh` at `price` (0.001 元/MWh): ⌊(kWh·price + 5000) / 10,000⌋, half up, per line and part (domain §3). */
export function amountFen(kwh: number, price: number): bigint {
  return (BigInt(kwh) * BigInt(price) + 5000n) / 10_000n;
}

/** 分 as 元 with two decimals, no grouping. */
export function formatYuan(fen: bigint): string {
  const sign = fen < 0n ? "-" : "";
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A price as 元/MWh with three decimals. */
export function formatPrice(price: number): string {
  const yuan = Math.floor(price / 1000);
  return `${yuan}.${String(price - yuan * 1000).padStart(3, "0")}`;
}
