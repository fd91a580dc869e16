import { type Doc, faint, hair, ink, margin, openPaper, paperHeight, width } from "@/app/_server/paper";
import { drawTable } from "@/app/_server/paper-table";
import { type CardFace, cardFaceOf } from "@/components/certificate/card-face";
import { laceOf, laceRadius } from "@/components/certificate/lace-drawing";
import type { CertificateSummary } from "@/components/certificate/summary";
import { chunks, grouped, shareOf } from "@/components/ui/format";
import type { LineFigures } from "@/lib/proof/verify/figures";
import { ownTable } from "./own-table";

/** The words of the paper, translated by the caller; amounts and names are put in by the drawing. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

export interface Paper {
  readonly summary: CertificateSummary;
  readonly words: Words;
  readonly province: (code: string) => string;
  /** `2026-10-20` in the market's time. */
  readonly issuedOn: string;
  /** Opened as its holder sees it: said on the paper, with every contract's account on a page of its own. */
  readonly isOwn?: boolean;
}

const sourceInk: Readonly<Record<string, string>> = { solar: "#d98e04", wind: "#1899a8", hydro: "#3566b8" };

/** A4 in ink: paper cannot verify itself, so nothing on it is green and its QR leads to what can. */
export async function drawCertificate(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const { document, finished } = openPaper({
    size: "A4",
    margin,
    info: { Title: paper.summary.figures.code },
  });
  const face = cardFaceOf(paper.summary.figures, paper.summary.issuer, paper.summary.demo);
  drawFront(document, paper, face);
  drawBack(document, paper);
  drawLines(document, paper);
  drawFooter(document, paper);
  if (paper.isOwn) await drawOwn(document, paper);
  document.end();
  return finished;
}

function drawFront(document: Doc, paper: Paper, face: CardFace): void {
  const { words, province } = paper;
  const top = margin;
  const height = 318;
  document.save();
  document.roundedRect(margin, top, width, height, 14).clip();
  drawRose(document, face.hash, margin + width - 108, top + 96, 0.62);
  drawWave(document, face.hash, top + height - 26);
  document.restore();
  document.roundedRect(margin, top, width, height, 14).lineWidth(0.8).stroke(hair);
  const left = margin + 26;
  document
    .font("text")
    .fontSize(9.5)
    .fillColor(faint)
    .text(face.issuer, left, top + 24, { lineBreak: false });
  if (face.demo) document.text(words("demo"), left + 170, top + 24, { lineBreak: false });
  document
    .font("strong")
    .fontSize(23)
    .fillColor(ink)
    .text(words("title"), left, top + 42, { lineBreak: false });
  drawTotal(document, face, left, top + 84);
  drawMix(document, paper, face, left, top + 158);
  const facts: [string, string][] = [
    [words("holder"), face.holder ?? words("withheld")],
    [words("period"), face.month],
    [
      words("places"),
      `${face.from.map(province).join(words("comma")) || words("several")} → ${province(face.to)}`,
    ],
  ];
  facts.forEach(([label, value], at) => {
    const x = left + at * ((width - 52) / 3);
    document
      .font("text")
      .fontSize(8.5)
      .fillColor(faint)
      .text(label, x, top + 204, { lineBreak: false });
    document
      .fontSize(10.5)
      .fillColor(ink)
      .text(value, x, top + 217, { width: (width - 52) / 3 - 8, height: 28, ellipsis: true });
  });
  drawCode(document, face.code, left, top + 252);
  const issued = words("issued", { version: face.version, date: paper.issuedOn });
  document
    .font("text")
    .fontSize(8.5)
    .fillColor(faint)
    .text(issued, left, top + 274, { lineBreak: false });
}

/** The one enormous number; its unit stands small on the same line. */
function drawTotal(document: Doc, { settledKwh }: CardFace, x: number, y: number): void {
  const number = settledKwh === undefined ? "—" : grouped(settledKwh);
  document.font("strong").fontSize(46).fillColor(ink).text(number, x, y, { lineBreak: false });
  const after = x + document.widthOfString(number) + 8;
  document
    .font("text")
    .fontSize(17)
    .fillColor(faint)
    .text("kWh", after, y + 34, { lineBreak: false });
}

function drawMix(document: Doc, { words }: Paper, face: CardFace, x: number, y: number): void {
  const total = face.mix.reduce((sum, part) => sum + part.kwh, 0);
  let at = x;
  for (const { source, kwh } of face.mix) {
    const share = (width - 52) * (kwh / total);
    document.rect(at, y, Math.max(1, share - 1.5), 7).fill(sourceInk[source] ?? faint);
    const label = `${words(`source.${source}`)} ${grouped(kwh)}  ${shareOf(kwh, total)}`;
    if (share > 90)
      document
        .font("text")
        .fontSize(9)
        .fillColor(ink)
        .text(label, at, y + 12, { lineBreak: false });
    at += share;
  }
}

function drawCode(document: Doc, code: string, x: number, y: number): void {
  document.font("Courier-Bold").fontSize(12).fillColor(ink);
  chunks(code, 4).forEach(({ text }, at) => {
    document.text(text, x + at * 56, y, { lineBreak: false });
  });
}

function drawRose(document: Doc, hash: string, x: number, y: number, scale: number): void {
  for (const ring of laceOf(hash).rings) {
    for (let copy = 0; copy < ring.lobes; copy++) {
      document
        .save()
        .translate(x, y)
        .rotate((360 / ring.lobes) * copy)
        .scale(scale);
      for (const strand of ring.strands) document.path(strand);
      document.lineWidth(0.5).strokeColor(ink, 0.28).stroke().restore();
    }
  }
  document.circle(x, y, laceRadius * 0.01).fillOpacity(1);
}

function drawWave(document: Doc, hash: string, y: number): void {
  for (const strand of laceOf(hash).wave) {
    document
      .save()
      .translate(margin, y)
      .scale(width / 800, 0.8);
    document.path(strand).lineWidth(0.5).strokeColor(ink, 0.28).stroke().restore();
  }
}

function drawBack(document: Doc, { summary, words }: Paper): void {
  const top = margin + 332;
  document.roundedRect(margin, top, width, 176, 14).lineWidth(0.8).strokeColor(hair, 1).stroke();
  const side = 136;
  const unit = side / summary.qr.size;
  document
    .save()
    .translate(margin + 20, top + 20)
    .scale(unit);
  document.path(summary.qr.path).fill(ink).restore();
  const left = margin + side + 52;
  const column = width - side - 76;
  document
    .font("text")
    .fontSize(9.5)
    .fillColor(ink)
    .text(words("scan"), left, top + 20, { width: column });
  document
    .fontSize(8.5)
    .fillColor(faint)
    .text(words("hash"), left, document.y + 8);
  document.font("Courier").fontSize(9).fillColor(ink);
  const digits = chunks(summary.figures.hash, 8).map(({ text }) => text);
  document.text(digits.slice(0, 4).join("  "), left, document.y + 3).text(digits.slice(4).join("  "));
  document
    .font("text")
    .fontSize(8.5)
    .fillColor(faint)
    .text(words("identifier"), left, document.y + 8);
  document
    .font("Courier")
    .fontSize(9)
    .fillColor(ink)
    .text(`${summary.prefix}/${summary.figures.code}`, left, document.y + 3);
}

function drawLines(document: Doc, { summary, words }: Paper): void {
  const lines = summary.figures.lines.filter((line) => line.settledKwh !== undefined);
  let y = margin + 526;
  document.font("strong").fontSize(11).fillColor(ink).text(words("lines"), margin, y);
  y += 18;
  for (const line of lines.slice(0, 8)) {
    document
      .font("text")
      .fontSize(9)
      .fillColor(ink)
      .text(lineName(line), margin, y, { width: 330, lineBreak: false });
    document
      .font("text")
      .text(`${grouped(line.settledKwh ?? 0)} kWh`, margin, y, { width, align: "right", lineBreak: false });
    y += 14;
  }
  if (lines.length > 8) {
    document
      .fillColor(faint)
      .text(words("more", { count: lines.length - 8 }), margin, y, { lineBreak: false });
  }
}

/** What only the holder sees, marked at the head of both pages. */
async function drawOwn(document: Doc, { summary, words }: Paper): Promise<void> {
  const mark = () =>
    document
      .font("strong")
      .fontSize(9)
      .fillColor(ink)
      .text(words("own.mark"), margin, 22, { width, lineBreak: false });
  const turn = () => {
    document.addPage();
    mark();
    document.x = margin;
    document.y = margin;
  };
  mark();
  turn();
  await drawTable(document, ownTable(summary.figures, words), turn);
}

function lineName(line: LineFigures): string {
  const way = (line.channels ?? []).map((channel) => channel.name).join(" → ");
  return way ? `${line.plant?.name ?? "—"}  ·  ${way}` : (line.plant?.name ?? "—");
}

function drawFooter(document: Doc, { summary, words }: Paper): void {
  const top = paperHeight - margin - 62;
  document
    .moveTo(margin, top)
    .lineTo(margin + width, top)
    .lineWidth(0.8)
    .strokeColor(ink, 1)
    .stroke();
  document
    .font("strong")
    .fontSize(10)
    .fillColor(ink)
    .text(words("legal"), margin, top + 8, { width });
  document
    .font("text")
    .fontSize(8)
    .fillColor(faint)
    .text(words("path"), margin, top + 26, { width });
  if (summary.demo) document.text(words("demoNote"), margin, top + 40, { width });
}
