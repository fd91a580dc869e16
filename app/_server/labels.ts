import "server-only";
import { z } from "zod";
import type { QrDrawing } from "@/components/certificate/summary";
import type { HoldingView } from "@/components/holdings/holding-view";
import { labelLines } from "@/components/holdings/label-drawing";
import {
  customSheet,
  labelLayout,
  layOut,
  lineSizes,
  mostLabels,
  type Placed,
  placeAt,
  type SheetSize,
  sheetNames,
  sheetSizes,
} from "@/components/holdings/label-sheet";
import type { Viewer } from "@/lib/auth/viewer";
import { qrDrawing } from "./claims";
import { holdingsInParts } from "./holdings";
import { type Doc, openPaper } from "./paper";
import { certificatePrint } from "./print";

const sheet = z.object({
  size: z.enum(sheetNames),
  width: z.number().min(1).max(300).default(70),
  height: z.number().min(1).max(300).default(37),
  start: z.int().min(1).max(400).default(1),
  used: z.array(z.int().min(1).max(400)).max(400).default([]),
  labels: z
    .array(z.object({ code: z.string().length(32), count: z.int().min(1).max(mostLabels) }))
    .min(1)
    .max(mostLabels),
  frames: z.boolean().default(false),
});

export type SheetWish = z.infer<typeof sheet>;

/** Untrusted. */
export function parseSheet(untrusted: unknown): (SheetWish & { readonly of: SheetSize }) | undefined {
  const parsed = sheet.safeParse(untrusted);
  if (!parsed.success) return undefined;
  const { size, width, height, labels } = parsed.data;
  const of = size === "custom" ? customSheet(width, height) : sheetSizes[size];
  if (of === undefined || labels.reduce((sum, { count }) => sum + count, 0) > mostLabels) return undefined;
  return { ...parsed.data, of };
}

/** A certificate with its QR, ready to be printed. */
export interface Label {
  readonly row: HoldingView;
  readonly qr: QrDrawing;
}

/** Labels of the codes that are this person's own, in their order. */
export async function labelsOf(person: Viewer, codes: readonly string[]): Promise<Label[]> {
  const labels: Label[] = [];
  for await (const rows of holdingsInParts(person, codes)) {
    for (const row of rows) {
      const print = await certificatePrint(row.code);
      if (print !== undefined) labels.push({ row, qr: qrDrawing(print.qr) });
    }
  }
  return labels;
}

type Says = (key: string, values?: Record<string, string | number>) => string;

const pointsPerMm = 72 / 25.4;
/** The sheets at true size: print them at 100 %, without fitting to the page. */
export function drawSheets(
  wish: SheetWish & { readonly of: SheetSize },
  labels: readonly Label[],
  says: Says,
): Promise<Uint8Array<ArrayBuffer>> {
  const { of, start, used, frames } = wish;
  const byCode = new Map(labels.map((label) => [label.row.code, label]));
  const each = wish.labels.flatMap(({ code, count }) => {
    const label = byCode.get(code);
    return label === undefined ? [] : Array.from({ length: count }, () => label);
  });
  const size: [number, number] = [of.page.width * pointsPerMm, of.page.height * pointsPerMm];
  const title = says("sheet.title");
  const { document, finished } = openPaper({ size, margin: 0, autoFirstPage: false, info: { Title: title } });
  let sheetNow = -1;
  for (const placed of layOut(of, each, start, new Set(used))) {
    while (sheetNow < placed.sheet) {
      document.addPage({ size, margin: 0 });
      sheetNow++;
    }
    drawLabel(document, of, placed, frames, says);
  }
  if (sheetNow < 0) document.addPage({ size, margin: 0 });
  document.end();
  return finished;
}

function drawLabel(
  document: Doc,
  of: SheetSize,
  { at, label: { row, qr } }: Placed<Label>,
  frames: boolean,
  says: Says,
): void {
  const { x, y } = placeAt(of, at);
  const { side, quiet, text } = labelLayout(of, qr.size);
  const unit = side / (qr.size + 2 * quiet);
  document.save().scale(pointsPerMm).translate(x, y);
  if (frames) document.rect(0, 0, of.width, of.height).lineWidth(0.1).stroke("#999999");
  document
    .save()
    .translate(text.margin + quiet * unit, (of.height - side) / 2 + quiet * unit)
    .scale(unit);
  document.path(qr.path).fill("#000000").restore();
  if (text.fits) {
    const width = of.width - text.x - text.margin;
    const lines = labelLines(row, says);
    const sizes = lineSizes(lines, of, text);
    lines.forEach((line, i) => {
      const fontSize = sizes[i] ?? text.small;
      const top = of.height / 2 + (i - 1.1) * text.step - fontSize * 0.88;
      document.font("text").fontSize(fontSize).fillColor("#111111");
      document.text(line, text.x, top, { width, height: fontSize * 1.5, lineBreak: false, ellipsis: true });
    });
  }
  document.restore();
}
