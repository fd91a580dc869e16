import { momentOf } from "./moment";

/** An entry of the log as the page lists it; `text` is its canonical JSON. */
export interface ListedEntry {
  readonly index: number;
  readonly type: string;
  /** Unix seconds. */
  readonly time: number;
  readonly txId: string;
  readonly hash: string;
  readonly codes: readonly string[];
  readonly text: string;
}

/** One JSON object a line; `entry` is the very text that was hashed. */
export function ndjsonText(entries: readonly ListedEntry[]): string {
  return entries
    .map(({ text, ...rest }) => `${JSON.stringify(rest).slice(0, -1)},"entry":${text}}\n`)
    .join("");
}

const columns = ["index", "time", "unix_time", "type", "tx_id", "leaf_hash", "codes", "entry"] as const;

/** RFC 4180 with a header; no cell can be taken for a formula by a spreadsheet. */
export function csvText(entries: readonly ListedEntry[]): string {
  const rows = entries.map(({ index, time, type, txId, hash, codes, text }) =>
    [index, `${momentOf(time).replace(" ", "T")}+08:00`, time, type, txId, hash, codes.join(" "), text].map(
      (value) => csvCell(String(value)),
    ),
  );
  return [columns, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

/** A leading apostrophe keeps a spreadsheet from computing what begins like a formula. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
