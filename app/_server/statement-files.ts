import "server-only";
import { join } from "node:path";
import PDFDocument from "pdfkit";
import {
  amountText,
  type Cell,
  cellText,
  type Statement,
  type StatementTable,
} from "@/components/holdings/statement";
import { type SpreadsheetPage, spreadsheet } from "@/lib/files/spreadsheet";
import type { Says } from "./statement-drafting";

/** The statement as a workbook: a first sheet of words, then a sheet a table. */
export function statementWorkbook(statement: Statement, says: Says): Promise<Uint8Array> {
  const { title, facts, claims, disclaims, legal, tables } = statement;
  const about: SpreadsheetPage = {
    name: says("sheet.about"),
    columns: [
      { header: "", width: 28 },
      { header: "", width: 90 },
    ],
    rows: [
      [title, ""],
      ...facts,
      ...claims.map((text, at) => [at === 0 ? says("claims") : "", text]),
      ...disclaims.map((text, at) => [at === 0 ? says("disclaims") : "", text]),
      ["", legal],
    ],
  };
  const sheets = tables.map(
    (table): SpreadsheetPage => ({
      name: says(`sheet.${table.id}`),
      columns: table.columns.map(({ label, unit, width }) => ({
        header: unit === undefined ? label : `${label} (${unit})`,
        width: Math.max(10, Math.round(width * 11)),
      })),
      rows: table.rows,
      ...(table.sum === undefined ? {} : { sum: table.sum }),
      notes: table.notes,
    }),
  );
  return spreadsheet([about, ...sheets]);
}

type Doc = PDFKit.PDFDocument;

const margin = 42;
const width = 595.28 - 2 * margin;
const bottom = 841.89 - margin - 24;
const ink = "#12211c";
const faint = "#5c6b65";
const fonts = join(process.cwd(), "node_modules", "@embedpdf", "fonts-sc", "fonts");

/** The statement on A4, in ink, every page numbered. */
export function statementPaper(written: Statement, says: Says): Promise<Uint8Array> {
  const statement = printable(written);
  const document = new PDFDocument({
    size: "A4",
    margin,
    bufferPages: true,
    info: { Title: statement.title },
  });
  document.registerFont("text", join(fonts, "NotoSansHans-Regular.otf"));
  document.registerFont("strong", join(fonts, "NotoSansHans-Bold.otf"));
  const bytes: Buffer[] = [];
  const finished = new Promise<Uint8Array>((resolve, reject) => {
    document.on("data", (part: Buffer) => bytes.push(part));
    document.on("end", () => resolve(Buffer.concat(bytes)));
    document.on("error", reject);
  });
  drawHead(document, statement, says);
  for (const table of statement.tables) drawTable(document, table);
  drawFeet(document, statement, says);
  document.end();
  return finished;
}

/** The paper's face has no small 2 below the line. */
function printable(statement: Statement): Statement {
  const tables = statement.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) =>
      column.unit === undefined ? column : { ...column, unit: column.unit.replace("₂", "2") },
    ),
  }));
  return { ...statement, tables };
}

function drawHead(document: Doc, { title, facts, claims, disclaims }: Statement, says: Says): void {
  document.font("strong").fontSize(18).fillColor(ink).text(title, { width });
  document.moveDown(0.5);
  for (const [label, value] of facts) {
    const y = document.y;
    document.font("text").fontSize(9).fillColor(faint).text(label, margin, y, { width: 90 });
    document.fillColor(ink).text(value, margin + 96, y, { width: width - 96 });
  }
  for (const [heading, sentences] of [
    [says("claims"), claims],
    [says("disclaims"), disclaims],
  ] as const) {
    document.moveDown(0.8);
    document.font("strong").fontSize(10).fillColor(ink).text(heading, margin, document.y, { width });
    document.font("text").fontSize(9);
    for (const sentence of sentences) document.text(sentence, margin, document.y + 2, { width });
  }
}

const cellSize = 7;
const rowGap = 3;

function drawTable(document: Doc, table: StatementTable): void {
  room(document, 80);
  document.moveDown(1.4);
  document.font("strong").fontSize(11).fillColor(ink).text(table.title, margin, document.y, { width });
  document.y += 4;
  drawHeadings(document, table);
  for (const row of table.rows) {
    if (!fits(document, table, row)) {
      document.addPage();
      drawHeadings(document, table);
    }
    drawRow(document, table, row.map(cellText), "text");
  }
  if (table.sum !== undefined) {
    room(document, 24);
    rule(document, 0.8, 1);
    document.y += 3;
    drawRow(document, table, table.sum.map(sumText), "strong");
    rule(document, 0.5, 1.5);
    rule(document, 0.5, 3);
    document.y += 4;
  }
  for (const note of table.notes) {
    room(document, 24);
    document
      .font("text")
      .fontSize(8)
      .fillColor(faint)
      .text(note, margin, document.y + 3, { width });
  }
}

/** A sum's missing cell is left open; elsewhere a missing number is a dash. */
const sumText = (cell: Cell): string => (typeof cell === "object" ? amountText(cell) : cellText(cell));

function drawHeadings(document: Doc, table: StatementTable): void {
  const texts = table.columns.map(({ label, unit }) => (unit === undefined ? label : `${label} ${unit}`));
  drawRow(document, table, texts, "text", faint);
  rule(document, 0.5, 1);
  document.y += 3;
}

function spans({ columns }: StatementTable): { x: number; w: number }[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  let x = margin;
  return columns.map((column) => {
    const w = (width * column.width) / total;
    const span = { x, w: w - 6 };
    x += w;
    return span;
  });
}

function heightOf(document: Doc, table: StatementTable, texts: readonly string[]): number {
  document.fontSize(cellSize);
  return Math.max(...spans(table).map(({ w }, at) => document.heightOfString(texts[at] ?? "", { width: w })));
}

function fits(document: Doc, table: StatementTable, row: readonly Cell[]): boolean {
  document.font("text");
  return document.y + heightOf(document, table, row.map(cellText)) + rowGap < bottom;
}

function drawRow(
  document: Doc,
  table: StatementTable,
  texts: readonly string[],
  font: string,
  colour = ink,
): void {
  document.font(font);
  const height = heightOf(document, table, texts);
  const y = document.y + rowGap / 2;
  spans(table).forEach(({ x, w }, at) => {
    const align = table.columns[at]?.isNumber ? "right" : "left";
    document
      .font(font)
      .fontSize(cellSize)
      .fillColor(colour)
      .text(texts[at] ?? "", x, y, { width: w, align });
  });
  document.x = margin;
  document.y = y + height + rowGap / 2;
}

function rule(document: Doc, thickness: number, below = 0): void {
  const y = document.y + below;
  document
    .moveTo(margin, y)
    .lineTo(margin + width, y)
    .lineWidth(thickness)
    .stroke(ink);
}

/** Another page where not even so much is left of this one. */
function room(document: Doc, needed: number): void {
  if (document.y + needed > bottom) document.addPage();
}

function drawFeet(document: Doc, { legal }: Statement, says: Says): void {
  const { count } = document.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    document.switchToPage(at);
    // The foot stands in the margin: text there must not open another page.
    document.page.margins.bottom = 0;
    const page = says("page", { page: at + 1, pages: count });
    document.font("text").fontSize(7.5).fillColor(faint);
    document.text(legal, margin, 841.89 - margin - 8, { width: width - 90, lineBreak: false });
    document.text(page, margin, 841.89 - margin - 8, { width, align: "right", lineBreak: false });
  }
}
