import "server-only";
import QRCode from "qrcode";
import type { CertificateSummary, QrDrawing } from "@/components/certificate/summary";
import { type CertificateRow, participants, readMarket } from "@/lib/market/state";
import { buildBundle } from "@/lib/proof/build/bundle";
import type { Source } from "@/lib/proof/build/source";
import type { Figures } from "@/lib/proof/verify/figures";
import { verify } from "@/lib/proof/verify/verify";
import { market } from "./market";
import { certificatePrint } from "./print";
import { Remembered } from "./remembered";

/** A certificate of a version and level never changes: neither do the figures it claims. */
const claimed = new Remembered<Figures | undefined>("claimed", 2000, 2);

/** As whom a certificate is opened: the holder's own sight of it, or what anybody who scans it gets. */
export type SeenAs = "holder" | "visitor";

/**
 * What the server says of a certificate before any device has checked it; undefined where there is none.
 * `holder` opens what only its holder may see: ask for it with a code of the viewer's own.
 */
export async function certificateSummary(
  written: string,
  kwh?: number,
  seenAs: SeenAs = "visitor",
): Promise<CertificateSummary | undefined> {
  const print = await certificatePrint(written);
  if (!print) return undefined;
  const { row, qr } = print;
  const { source } = await market();
  const figures = await claimedFigures(source, row, kwh, seenAs);
  const about = await marketAbout(source);
  return {
    figures: figures ?? bareFigures(row),
    issuer: about.issuer,
    prefix: about.prefix,
    demo: about.demo,
    standing: row.status,
    qr: qrDrawing(qr),
    bundleUrl: `/c/${row.code}/bundle.json`,
    pdfUrl: `/c/${row.code}/certificate.pdf`,
  };
}

/** Of the kWh where there is one and its path is disclosed, else of the certificate alone. */
async function claimedFigures(
  source: Source,
  row: CertificateRow,
  kwh: number | undefined,
  seenAs: SeenAs,
): Promise<Figures | undefined> {
  const key = `${row.code}/${row.hash}/${seenAs === "holder" ? seenAs : row.level}`;
  const whole = await claimed.get(key, () => figuresNow(source, row.code, undefined, seenAs));
  if (!whole) claimed.forget(key);
  if (!whole || kwh === undefined || kwh < 1 || kwh > whole.settledKwh || row.level === "minimal")
    return whole;
  return claimed.get(`${key}/${kwh}`, () => figuresNow(source, row.code, kwh, seenAs));
}

async function figuresNow(
  source: Source,
  code: string,
  kwh: number | undefined,
  seenAs: SeenAs,
): Promise<Figures | undefined> {
  const answer = await buildBundle(source, { code, kwh, viewer: seenAs });
  if (!answer.ok) return undefined;
  const now = Math.floor(Date.now() / 1000);
  const { figures } = await verify(JSON.stringify(answer.bundle), {}, now);
  return figures && withoutEvidence(figures);
}

/** Entry texts and inclusion paths come with the bundle: the page's HTML stays small. */
function withoutEvidence(figures: Figures): Figures {
  const evidence = Object.entries(figures.evidence).map(([stage, entries]) => [
    stage,
    entries.map((entry) => ({ ...entry, proof: [], text: "", signers: [] })),
  ]);
  return { ...figures, evidence: Object.fromEntries(evidence) as Figures["evidence"] };
}

/** Where the members' records do not even prove themselves here: the code, and nothing that could mislead. */
function bareFigures(row: CertificateRow): Figures {
  return {
    code: row.code,
    market: "",
    month: row.month,
    version: row.version,
    issuedAt: 0,
    level: row.level,
    hash: row.hash,
    entry: row.entry,
    settledKwh: 0,
    unitProvince: row.code.slice(11, 13),
    lines: [],
    ledger: { size: 0, root: "", quorum: 0, members: [] },
    evidence: { production: [], trade: [], transmission: [], consumption: [], settlement: [] },
  };
}

export interface MarketAbout {
  readonly origin: string;
  readonly prefix: string;
  /** Name of the exchange that issues. */
  readonly issuer: string;
  readonly demo: boolean;
}

let about: Promise<MarketAbout> | undefined;

export function marketAbout(source: Source): Promise<MarketAbout> {
  about ??= readAbout(source).catch((error: unknown) => {
    about = undefined;
    throw error;
  });
  return about;
}

/** Whether this is a demonstration market; a ledger that does not answer is the pages' own matter. */
export async function isDemo(): Promise<boolean> {
  try {
    return (await marketAbout((await market()).source)).demo;
  } catch {
    return false;
  }
}

/** Only `npm run up` gives a market this name, and only to one it fills with invented trades. */
const demoOrigin = "demo.lvji.invalid/";

async function readAbout(source: Source): Promise<MarketAbout> {
  const bytes = await source.ledger.state("market");
  const row = readMarket({ get: () => bytes, keys: () => [] });
  if (!row) throw new Error("the ledger has no market");
  const codes = (await source.ledger.stateKeys("participant/", 10)).map((key) => key.split("/")[1] ?? "");
  const first = await Promise.all(codes.map((code) => source.row(participants, code)));
  const issuer = first.find((participant) => participant?.role === "exchange")?.name ?? "";
  return { origin: row.origin, prefix: row.prefix, issuer, demo: row.origin.startsWith(demoOrigin) };
}

/** The QR as one path on a grid: drawn in the page's own ink. */
export function qrDrawing(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: "M" });
  let path = "";
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return { size: modules.size, path, text };
}
