import { exactCsvText } from "@/lib/files/csv";
import type { BulkFlaw, BulkFound } from "./bulk-view";

/**
 * What was pasted as a file of these columns: cells of a spreadsheet come with tabs, rows without their header get it.
 * The check decides about everything else.
 */
export function pastedCsv(text: string, columns: readonly string[]): string {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/(\r?\n *)+$/, "")
    .replaceAll("\r\n", "\n")
    .split("\n");
  const [first = ""] = lines;
  const fromCells = first.includes("\t");
  const written = fromCells ? lines.map(lineOfCells) : lines;
  const hasHeader = first.split(fromCells ? "\t" : ",")[0] === columns[0];
  return `${(hasHeader ? written : [columns.join(","), ...written]).join("\n")}\n`;
}

function lineOfCells(line: string): string {
  const cells = line.split("\t").map((cell) => cell.trim());
  return cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");
}

/** The refused lines with why: mended, the file can be brought again as it is. */
export function mendingCsv(found: BulkFound, tell: (flaw: BulkFlaw) => string): string {
  const told = new Map<number, string[]>();
  for (const flaw of found.refused) told.set(flaw.line, [...(told.get(flaw.line) ?? []), tell(flaw)]);
  const rows = found.lines.map(({ line, fields }) => {
    const empty = Array<string>(Math.max(0, found.columns.length - fields.length)).fill("");
    return [...fields, ...empty, (told.get(line) ?? []).join("; ")];
  });
  return exactCsvText([...found.columns, "reason"], rows);
}
