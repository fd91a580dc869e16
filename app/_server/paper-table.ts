import "server-only";
import { setImmediate } from "node:timers/promises";
import {
  amountText,
  type Cell,
  cellText,
  type StatementColumn,
  type StatementTable,
} from "@/components/holdings/statement";
import { type BrokenLine, brokenLines } from "@/lib/files/broken-lines";
import { type Doc, faint, ink, margin, paperHeight, rule, width } from "./paper";

// Tables of tens of thousands of rows on A4. The Chinese face lays every new text out glyph by glyph, which takes
// seconds for a thousand of them: what is ASCII (codes, numbers, fingerprints) is set in the paper's own face, and
// lines are broken by the widths of their characters.

const bottom = paperHeight - margin - 24;
const cellSize = 7;
const lineHeight = 8.6;
const rowGap = 3;
/** So many rows until others get their turn. */
const rowsAtOnce = 100;

type Weight = "text" | "strong";

/** `turn` ends a page that is full and opens the next. */
export async function drawTable(document: Doc, table: StatementTable, turn: () => void): Promise<void> {
  const room = (needed: number): void => {
    if (document.y + needed > bottom) turn();
  };
  room(80);
  document.moveDown(1.4);
  document.font("strong").fontSize(11).fillColor(ink).text(table.title, margin, document.y, { width });
  document.y += 4;
  const spans = spansOf(table.columns);
  drawHeadings(document, table.columns, spans);
  for (const [at, row] of table.rows.entries()) {
    if (at % rowsAtOnce === rowsAtOnce - 1) await setImmediate();
    const cells = broken(document, row.map(cellText), spans, "text");
    if (document.y + heightOf(cells) > bottom) {
      turn();
      drawHeadings(document, table.columns, spans);
    }
    drawRow(document, cells, table.columns, spans, ink);
  }
  room(24);
  if (table.sum !== undefined) drawSum(document, table.sum, table.columns, spans);
  for (const note of table.notes) {
    room(24);
    document.font("text").fontSize(8).fillColor(faint);
    document.text(note, margin, document.y + 3, { width });
  }
}

function drawSum(
  document: Doc,
  sum: readonly Cell[],
  columns: readonly StatementColumn[],
  spans: readonly Span[],
): void {
  rule(document, 0.8, 1);
  document.y += 3;
  drawRow(document, broken(document, sum.map(sumText), spans, "strong"), columns, spans, ink);
  rule(document, 0.5, 1.5);
  rule(document, 0.5, 3);
  document.y += 4;
}

/** A sum's missing cell is left open; elsewhere a missing number is a dash. */
const sumText = (cell: Cell): string => (typeof cell === "object" ? amountText(cell) : cellText(cell));

function drawHeadings(document: Doc, columns: readonly StatementColumn[], spans: readonly Span[]): void {
  const texts = columns.map(({ label, unit }) => (unit === undefined ? label : `${label} ${unit}`));
  drawRow(document, broken(document, texts, spans, "text"), columns, spans, faint);
  rule(document, 0.5, 1);
  document.y += 3;
}

interface Span {
  readonly x: number;
  readonly w: number;
}

function spansOf(columns: readonly StatementColumn[]): Span[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  let x = margin;
  return columns.map((column) => {
    const w = (width * column.width) / total;
    const span = { x, w: w - 6 };
    x += w;
    return span;
  });
}

interface BrokenCell {
  readonly face: string;
  readonly lines: readonly BrokenLine[];
}

const heightOf = (cells: readonly BrokenCell[]): number =>
  Math.max(1, ...cells.map(({ lines }) => lines.length)) * lineHeight + rowGap;

function broken(doc: Doc, texts: readonly string[], spans: readonly Span[], weight: Weight): BrokenCell[] {
  return texts.map((text, at) => {
    const face = faceOf(text, weight);
    doc.font(face).fontSize(cellSize);
    return { face, lines: brokenLines(text, spans[at]?.w ?? 0, (one) => widthOf(doc, face, one)) };
  });
}

function faceOf(text: string, weight: Weight): string {
  if (!/^[\x20-\x7e]*$/.test(text)) return weight;
  return weight === "strong" ? "Helvetica-Bold" : "Helvetica";
}

/** Widths in the size of a cell, by face and character: a face is the same in every document. */
const widths = new Map<string, number>();

function widthOf(document: Doc, face: string, character: string): number {
  const key = `${face}/${character}`;
  let known = widths.get(key);
  if (known === undefined) {
    known = document.widthOfString(character);
    widths.set(key, known);
  }
  return known;
}

function drawRow(
  document: Doc,
  cells: readonly BrokenCell[],
  columns: readonly StatementColumn[],
  spans: readonly Span[],
  colour: string,
): void {
  const y = document.y + rowGap / 2;
  document.fontSize(cellSize).fillColor(colour);
  cells.forEach(({ face, lines }, at) => {
    const { x, w: room } = spans[at] ?? { x: margin, w: 0 };
    document.font(face);
    lines.forEach(({ text, width: w }, line) => {
      const left = columns[at]?.isNumber ? x + room - w : x;
      // By the base line: the two faces rise differently above it.
      document.text(text, left, y + line * lineHeight + cellSize, {
        lineBreak: false,
        baseline: "alphabetic",
      });
    });
  });
  document.x = margin;
  document.y = y + heightOf(cells) - rowGap / 2;
}
