import { grouped } from "@/components/ui/format";
import { formatPrice, formatYuan } from "@/lib/units/money";

/** Numbers of the dashboard as text: exact where they are exact, never a false whole. */

const MINUS = "−";

/** 分 as 元, grouped: `54,663.05`. */
export function yuan(fen: number): string {
  const [whole = "0", rest = "00"] = formatYuan(BigInt(Math.abs(fen))).split(".");
  return `${fen < 0 ? MINUS : ""}${grouped(Number(whole))}.${rest}`;
}

/** 0.001 元/MWh as 元/MWh. */
export function price(value: number): string {
  return formatPrice(value);
}

/** Wh as whole kWh where they are, with three decimals where not. */
export function kwh(wh: number): string {
  const rest = Math.abs(wh % 1000);
  const whole = grouped(Math.trunc(wh / 1000));
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, "0")}`;
}

/** 0.01 t as tonnes. */
export function tonnes(centitonnes: number | undefined): string {
  if (centitonnes === undefined) return "—";
  return `${grouped(Math.floor(centitonnes / 100))}.${String(centitonnes % 100).padStart(2, "0")}`;
}

/** 0.0001 kg/kWh as kg/kWh. */
export function factorText(value: number): string {
  return `${Math.floor(value / 10_000)}.${String(value % 10_000).padStart(4, "0")}`;
}

/** A mean price, 0.001 元/MWh, half up: what was paid over what was settled. */
export function meanPrice(fen: number, settledKwh: number): number | undefined {
  if (settledKwh === 0) return undefined;
  return Number((BigInt(fen) * 20_000n + BigInt(settledKwh)) / (2n * BigInt(settledKwh)));
}
