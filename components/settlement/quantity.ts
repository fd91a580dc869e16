import { grouped } from "@/components/ui/format";

/** Wh as kWh, exact: `1,234.567`, whole ones without a fraction. */
export function kwhText(wh: number): string {
  const rest = Math.abs(wh % 1000);
  const whole = grouped(Math.trunc(wh / 1000));
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(3, "0")}`;
}
