import "server-only";
import type { Statement } from "@/components/holdings/statement";
import { type SpreadsheetPage, spreadsheet } from "@/lib/files/spreadsheet";
import { type Doc, faint, ink, margin, openPaper, paperHeight, width } from "./paper";
import { drawTable } from "./paper-table";
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

/** The statement on A4, in ink, every page numbered; every certificate of its period is on it. */
export async function statementPaper(written: Statement, says: Says): Promise<Uint8Array<ArrayBuffer>> {
  const statement = printable(written);
  const { document, finished } = openPaper({
    size: "A4",
    margin,
    bufferPages: true,
    info: { Title: statement.title },
  });
  drawHead(document, statement, says);
  // Pages that are full leave memory: a thousand of them would take a gigabyte.
  const turn = () => {
    drawFeet(document, statement, says);
    document.flushPages();
    document.addPage();
  };
  for (const table of statement.tables) await drawTable(document, table, turn);
  drawFeet(document, statement, says, true);
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

/** On the pages that are not written yet; how many there are is known on the last. */
function drawFeet(document: Doc, { legal }: Statement, says: Says, isLast = false): void {
  const { start, count } = document.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    document.switchToPage(at);
    // The foot stands in the margin: text there must not open another page.
    document.page.margins.bottom = 0;
    const [page, pages] = [at + 1, start + count];
    const said = isLast && page === pages ? says("lastPage", { page, pages }) : says("page", { page });
    document.font("text").fontSize(7.5).fillColor(faint);
    document.text(legal, margin, paperHeight - margin - 8, { width: width - 90, lineBreak: false });
    document.text(said, margin, paperHeight - margin - 8, { width, align: "right", lineBreak: false });
  }
}
