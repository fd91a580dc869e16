import "server-only";
import { join } from "node:path";
import PDFDocument from "pdfkit";

export type Doc = PDFKit.PDFDocument;

/** What is printed is ink: paper cannot verify itself. */
export const ink = "#12211c";
export const faint = "#5c6b65";
export const hair = "#c9d2cd";

/** A4 in points, and what lies within its margins. */
export const paperHeight = 841.89;
export const margin = 42;
export const width = 595.28 - 2 * margin;

const fonts = join(process.cwd(), "node_modules", "@embedpdf", "fonts-sc", "fonts");

/** An empty document with the faces `text` and `strong`, and its bytes once `end` was called. */
export function openPaper(options: PDFKit.PDFDocumentOptions): {
  readonly document: Doc;
  readonly finished: Promise<Uint8Array<ArrayBuffer>>;
} {
  const document = new PDFDocument(options);
  document.registerFont("text", join(fonts, "NotoSansHans-Regular.otf"));
  document.registerFont("strong", join(fonts, "NotoSansHans-Bold.otf"));
  const parts: Buffer[] = [];
  const finished = new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    document.on("data", (part: Buffer) => parts.push(part));
    document.on("end", () => resolve(new Uint8Array(Buffer.concat(parts))));
    document.on("error", reject);
  });
  return { document, finished };
}

/** A line across the page, `below` points under where the text stands. */
export function rule(document: Doc, thickness: number, below = 0): void {
  const y = document.y + below;
  document
    .moveTo(margin, y)
    .lineTo(margin + width, y)
    .lineWidth(thickness)
    .stroke(ink);
}
