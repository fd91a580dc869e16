/** Sheets of labels in millimetres. The same arithmetic draws the preview and the PDF. */

export interface SheetSize {
  readonly page: { readonly width: number; readonly height: number };
  /** One label. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** From the paper's upper left corner to the first label's. */
  readonly left: number;
  readonly top: number;
  /** From one label to the next, edge to edge. */
  readonly gapX: number;
  readonly gapY: number;
}

const a4 = { width: 210, height: 297 };

export const sheetSizes = {
  a24: { page: a4, width: 70, height: 37, columns: 3, rows: 8, left: 0, top: 0.5, gapX: 0, gapY: 0 },
  a21: {
    page: a4,
    width: 63.5,
    height: 38.1,
    columns: 3,
    rows: 7,
    left: 7.25,
    top: 15.15,
    gapX: 2.5,
    gapY: 0,
  },
  a8: { page: a4, width: 105, height: 74, columns: 2, rows: 4, left: 0, top: 0.5, gapX: 0, gapY: 0 },
  single: {
    page: { width: 70, height: 37 },
    width: 70,
    height: 37,
    columns: 1,
    rows: 1,
    left: 0,
    top: 0,
    gapX: 0,
    gapY: 0,
  },
} as const satisfies Record<string, SheetSize>;

export type SheetName = keyof typeof sheetSizes | "custom";
export const sheetNames = ["a24", "a21", "a8", "single", "custom"] as const satisfies readonly SheetName[];

/** A sheet of one's own on A4, labels edge to edge in the middle of the paper; undefined where they do not fit. */
export function customSheet(width: number, height: number): SheetSize | undefined {
  if (!(width >= 15 && height >= 15 && width <= a4.width && height <= a4.height)) return undefined;
  const columns = Math.floor(a4.width / width);
  const rows = Math.floor(a4.height / height);
  const left = (a4.width - columns * width) / 2;
  const top = (a4.height - rows * height) / 2;
  return { page: a4, width, height, columns, rows, left, top, gapX: 0, gapY: 0 };
}

export function placesOn({ columns, rows }: SheetSize): number {
  return columns * rows;
}

/** Upper left corner of place `at` (from 0, row by row). */
export function placeAt(size: SheetSize, at: number): { readonly x: number; readonly y: number } {
  const column = at % size.columns;
  const row = Math.floor(at / size.columns);
  return {
    x: size.left + column * (size.width + size.gapX),
    y: size.top + row * (size.height + size.gapY),
  };
}

/** A label on a sheet: which sheet and place, from 0. */
export interface Placed<T> {
  readonly sheet: number;
  readonly at: number;
  readonly label: T;
}

/**
 * Lays labels out from place `start` (from 1) of the first sheet on, past the places that are used up there (from 1);
 * following sheets are whole.
 */
export function layOut<T>(
  size: SheetSize,
  labels: readonly T[],
  start: number,
  used: ReadonlySet<number>,
): Placed<T>[] {
  const places = placesOn(size);
  const placed: Placed<T>[] = [];
  let next = Math.max(1, start) - 1;
  for (const label of labels) {
    while (next < places && used.has(next + 1)) next++;
    placed.push({ sheet: Math.floor(next / places), at: next % places, label });
    next++;
  }
  return placed;
}

/** Modules of white round a QR (ISO/IEC 18004). */
const quietZone = 4;
/** Below this a phone has to come closer than people hold it. */
export const readableMm = 20;

/** Where QR and words stand on a label, millimetres. `side` includes the quiet zone. */
export function labelLayout({ width, height }: Pick<SheetSize, "width" | "height">, modules: number) {
  const margin = Math.min(3, height * 0.06);
  const side = Math.min(height - 2 * margin, width - 2 * margin);
  const small = Math.min(2.9, height * 0.085);
  const x = margin + side + 1;
  return {
    side,
    quiet: quietZone,
    /** Of the QR itself, without its quiet zone. */
    qrMm: (side * modules) / (modules + 2 * quietZone),
    text: { margin, x, small, large: small * 1.45, step: small * 1.55, fits: width - x >= 24 },
  };
}

/** Type sizes (mm) of a label's lines, the first the largest: none runs over the label's edge. */
export function lineSizes(
  lines: readonly string[],
  { width }: Pick<SheetSize, "width">,
  { x, margin, large, small }: ReturnType<typeof labelLayout>["text"],
): number[] {
  const room = width - x - margin;
  return lines.map((line, at) => Math.min(at === 0 ? large : small, room / emsOf(line)));
}

/** About how wide a line is, in its own type size: a Chinese character is as wide as it is high. */
function emsOf(line: string): number {
  return [...line].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2e80 ? 1.02 : 0.58), 0);
}

/** So many labels one file holds. */
export const mostLabels = 600;
