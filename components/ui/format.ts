/** Numbers as people read them. Own code, so that server, browser and every locale print the same text. */

const MINUS = "\u2212";

/** `-12345` → `−12,345`: thousands grouped, a true minus sign. Whole numbers only. */
export function grouped(value: number): string {
  const digits = String(Math.abs(value));
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) parts.unshift(digits.slice(Math.max(0, end - 3), end));
  return (value < 0 ? MINUS : "") + parts.join(",");
}

/** Wh as kWh to the Wh, thousands grouped: `12345678` → `12,345.678`. Not negative. */
export function groupedKwh(wh: number): string {
  return `${grouped(Math.floor(wh / 1000))}.${String(wh % 1000).padStart(3, "0")}`;
}

/** A quantity taken off: `62` → `−62`, but 0 stays `0`. */
export function minus(value: number): string {
  return value === 0 ? "0" : grouped(-value);
}

/** Parts per million as a percentage, exact, at least two decimals: `58300` → `5.83%`. */
export function percentOfPpm(ppm: number): string {
  const decimals = String(ppm % 10_000).padStart(4, "0");
  const kept = decimals.slice(0, 2) + decimals.slice(2).replace(/0+$/, "");
  return `${Math.floor(ppm / 10_000)}.${kept}%`;
}

/** A share to one decimal that never says all when it is not, nor none: `>99.9%`, `<0.1%`. */
export function shareOf(part: number, whole: number): string {
  if (whole <= 0) return "—";
  if (part >= whole) return "100%";
  if (part <= 0) return "0%";
  const tenths = Math.round((part / whole) * 1000);
  if (tenths >= 1000) return ">99.9%";
  if (tenths < 1) return "<0.1%";
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

/** Cuts a code or a hash into groups of `size` characters, each with where it begins. */
export function chunks(text: string, size: number): { at: number; text: string }[] {
  const parts: { at: number; text: string }[] = [];
  for (let at = 0; at < text.length; at += size) parts.push({ at, text: text.slice(at, at + size) });
  return parts;
}

/** What a person typed as a whole number: digits, with or without grouping; undefined when it is none. */
export function parseWhole(text: string): number | undefined {
  const digits = text.replace(/[\s,，]/g, "");
  if (!/^[0-9]{1,15}$/.test(digits)) return undefined;
  return Number(digits);
}

/** Bytes as a file's size: `41 kB`, `1.2 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  const tenths = Math.round(bytes / 100_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10} MB`;
}
