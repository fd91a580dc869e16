/** CSV for spreadsheets: RFC 4180 quotes, and nothing a spreadsheet would take for a formula (OWASP, CSV injection). */

export type CsvValue = string | number | bigint | undefined;

/** Header and rows with CRLF line ends and a byte-order mark, by which spreadsheets know UTF-8. */
export function csvText(header: readonly string[], rows: Iterable<readonly CsvValue[]>): string {
  let text = `\uFEFF${csvLine(header)}`;
  for (const row of rows) text += csvLine(row);
  return text;
}

/** One line with its end. Numbers stay bare, an absent value is empty. */
export function csvLine(values: readonly CsvValue[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

// Spreadsheets look past blanks, and East Asian ones take the wide signs for the narrow ones.
const formula = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A quoted text that begins like a formula gets an apostrophe: the reader sees it, no program runs it. */
function csvField(value: CsvValue): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(safe) || safe !== value ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Lines that come back to us, as they stood: nothing is added to what looks like a formula, or it would come back too. */
export function exactCsvText(header: readonly string[], rows: Iterable<readonly string[]>): string {
  let text = `\uFEFF${exactLine(header)}`;
  for (const row of rows) text += exactLine(row);
  return text;
}

function exactLine(values: readonly string[]): string {
  const quoted = values.map((value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value));
  return `${quoted.join(",")}\r\n`;
}
