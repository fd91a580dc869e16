import { type CardFace, cardFaceOf } from "@/components/certificate/card-face";
import type { ChannelFigures, Figures, LineFigures, PieceFigures } from "@/lib/proof/verify/figures";

/** A print to try: what stands on it, and where its QR leads. Whether it is genuine is for the device to find out. */
export interface Sample {
  /** What the print says, in ink. */
  readonly face: CardFace;
  /** `/c/CODE?v=…&t=…`, as in the QR. */
  readonly href: string;
  readonly bundleUrl: string;
  readonly market: string;
  /** Of the QR: marks of the certificate's hash and of the members' roster. */
  readonly v: string;
  readonly t: string;
}

/** One kWh from plant to settlement: of the server's claim before, of the proof after the device has checked. */
export interface KwhStory {
  readonly code: string;
  readonly month: string;
  readonly n: number;
  readonly totalKwh: number;
  readonly holder?: string;
  readonly unitProvince: string;
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
  readonly channels: readonly ChannelFigures[];
  /** The largest piece, and how many there are. */
  readonly piece: Pick<PieceFigures, "productionInterval" | "consumptionInterval">;
  readonly pieces: number;
  readonly line: Pick<LineFigures, "plant" | "mode" | "term" | "limitedBy">;
}

/** The story of the figures' kWh; undefined where they hold none. */
export function storyOf(figures: Figures): KwhStory | undefined {
  const { kwh } = figures;
  const line = kwh && figures.lines[kwh.line];
  const largest = kwh?.pieces[0];
  if (kwh === undefined || line === undefined || largest === undefined) return undefined;
  const { plant, mode, term, limitedBy } = line;
  const { productionInterval, consumptionInterval } = largest;
  return {
    code: figures.code,
    month: figures.month,
    n: kwh.n,
    totalKwh: figures.settledKwh,
    ...(figures.holder === undefined ? {} : { holder: figures.holder.name }),
    unitProvince: figures.unitProvince,
    sentWh: kwh.sentWh,
    lossWh: kwh.lossWh,
    landedWh: kwh.landedWh,
    channels: kwh.channels,
    piece: { productionInterval, consumptionInterval },
    pieces: kwh.pieces.length,
    line: { plant, mode, term, limitedBy },
  };
}

/** Whether a print says what the proof says, in everything that stands on a card. */
export function saysTheSame(printed: CardFace, proven: Figures): boolean {
  const face = cardFaceOf(proven, printed.issuer, printed.demo);
  return JSON.stringify(face) === JSON.stringify(printed);
}
