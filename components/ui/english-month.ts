import type { Month } from "@/lib/units/interval";

/** "September 2026", as English sentences say a month; other languages put theirs together in their messages. */
export function englishMonth(month: Month): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return first.toLocaleDateString("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
}
