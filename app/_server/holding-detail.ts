import "server-only";
import { type CardFace, cardFaceOf } from "@/components/certificate/card-face";
import type { DisclosureStanding } from "@/components/certificate/disclosure";
import type { QrDrawing } from "@/components/certificate/summary";
import type { HoldingView } from "@/components/holdings/holding-view";
import type { Viewer } from "@/lib/auth/viewer";
import { buildBundle } from "@/lib/proof/build/bundle";
import type { Figures } from "@/lib/proof/verify/figures";
import { verify } from "@/lib/proof/verify/verify";
import { certificateSummary, marketAbout } from "./claims";
import { ownHolding, ownHoldingView } from "./holdings";
import { market } from "./market";
import { Remembered } from "./remembered";

/** One of a holder's certificates as its drawer shows it: the server's claim, until this browser has checked. */
export interface HoldingDetail {
  readonly row: HoldingView;
  readonly face: CardFace;
  readonly lines: Figures["lines"];
  readonly qr: QrDrawing;
  readonly prefix: string;
  readonly standing: DisclosureStanding;
}

/** A certificate of a version never changes, nor does what its holder sees of it. */
const seen = new Remembered<Figures | undefined>("holders-figures", 400, 2);

/** What the holder sees of one of its own; undefined where the members do not prove even that. */
export async function holderFigures(code: string, hash: string): Promise<Figures | undefined> {
  const key = `${code}/${hash}`;
  const figures = await seen.get(key, () => figuresNow(code));
  if (figures === undefined) seen.forget(key);
  return figures;
}

async function figuresNow(code: string): Promise<Figures | undefined> {
  const { source } = await market();
  const answer = await buildBundle(source, { code, viewer: "holder" });
  if (!answer.ok) return undefined;
  const { figures } = await verify(JSON.stringify(answer.bundle), {}, Math.floor(Date.now() / 1000));
  return figures;
}

/** Undefined for anybody else's certificate. */
export async function holdingDetail(person: Viewer, written: string): Promise<HoldingDetail | undefined> {
  const [own, row] = await Promise.all([ownHolding(person, written), ownHoldingView(person, written)]);
  if (own === undefined || row === undefined) return undefined;
  const { code, hash, level, levelEntry } = own.certificate;
  const { source } = await market();
  const [figures, summary, about] = await Promise.all([
    holderFigures(code, hash),
    certificateSummary(code),
    marketAbout(source),
  ]);
  if (summary === undefined) return undefined;
  const shown = figures ?? summary.figures;
  return {
    row,
    face: cardFaceOf(shown, about.issuer, about.demo),
    lines: shown.lines,
    qr: summary.qr,
    prefix: about.prefix,
    standing: { code, level, chosen: levelEntry !== undefined },
  };
}
