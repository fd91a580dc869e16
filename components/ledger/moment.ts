import { localTime } from "@/lib/units/interval";

/** Unix seconds in the market's time (UTC+8), to the second: `2026-11-22 21:36:05`. */
export function momentOf(seconds: number): string {
  const { year, month, day, hour, minute } = localTime(seconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(seconds % 60)}`;
}
