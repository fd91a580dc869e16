import "server-only";
import { cardFaceOf } from "@/components/certificate/card-face";
import { type KwhStory, type Sample, storyOf } from "@/components/home/sample";
import { fromHex } from "@/lib/crypto/bytes";
import { hashMark, rosterMark } from "@/lib/market/certificates/qr";
import type { CertificateRow } from "@/lib/market/state";
import type { Source } from "@/lib/proof/build/source";
import { marketSummary, sampleCertificates } from "@/lib/store/queries/home";
import { type AlteredPrint, alteredPrint } from "./altered-print";
import { certificateSummary, marketAbout } from "./claims";
import { type LedgerNow, ledgerNow } from "./ledger-now";
import { market, rosterFingerprint, store } from "./market";

export interface HomeView {
  /** Newest first; the last one is a print somebody has altered. Empty in a market without certificates. */
  readonly samples: readonly Sample[];
  readonly story?: KwhStory;
  /** Those of the genuine ones that disclose the paths of their kWh. */
  readonly paths: readonly Sample[];
  readonly ledger: LedgerNow;
  readonly certificates: number;
  readonly plants: number;
}

const genuine = 3;

export async function homeView(): Promise<HomeView> {
  const { ledger, source } = await market();
  const opened = await store();
  const [now, summary, rows] = await Promise.all([
    ledgerNow(ledger),
    marketSummary(opened),
    sampleCertificates(opened, 60),
  ]);
  const chosen = differentHolders(rows).slice(0, genuine);
  const t = rosterMark(fromHex(await rosterFingerprint()));
  const samples = await Promise.all(chosen.map((row) => sampleOf(source, row, t)));
  const paths = samples.filter((_, index) => chosen[index]?.level !== "minimal");
  const [first] = chosen;
  const altered = first && (await alteredPrint(source, first));
  if (first && altered) samples.push(await sampleOf(source, first, t, altered));
  const story = await firstStory(chosen);
  return {
    samples,
    paths,
    ...(story === undefined ? {} : { story }),
    ledger: now,
    certificates: summary.certificates,
    plants: summary.plants,
  };
}

/** One certificate a unit, and one of every level first: three cards of three strangers. */
function differentHolders(found: readonly CertificateRow[]): CertificateRow[] {
  const rows = [...found.filter(crossesProvinces), ...found.filter((row) => !crossesProvinces(row))];
  const units = new Set<string>();
  const levels = new Set<string>();
  const firsts: CertificateRow[] = [];
  const others: CertificateRow[] = [];
  for (const row of rows) {
    if (units.has(row.unit)) continue;
    units.add(row.unit);
    (levels.has(row.level) ? others : firsts).push(row);
    levels.add(row.level);
  }
  const openness = ["full", "standard", "minimal"];
  return [...firsts.sort((a, b) => openness.indexOf(a.level) - openness.indexOf(b.level)), ...others];
}

/** Position 20 of the code (domain §6): only energy that travelled has something to lose. */
function crossesProvinces({ code }: CertificateRow): boolean {
  return code[19] !== "1";
}

async function sampleOf(
  source: Source,
  row: CertificateRow,
  t: string,
  altered?: AlteredPrint,
): Promise<Sample> {
  const summary = await certificateSummary(row.code);
  const about = await marketAbout(source);
  if (summary === undefined) throw new Error(`the view knows ${row.code}, the ledger does not`);
  const face = cardFaceOf({ ...summary.figures, ...altered }, about.issuer, about.demo);
  const v = hashMark(fromHex(altered?.hash ?? row.hash));
  return {
    face,
    href: `/c/${row.code}?v=${v}&t=${t}`,
    bundleUrl: summary.bundleUrl,
    market: about.origin,
    v,
    t,
  };
}

/** So many kWh of a certificate are opened with in the life of a process: their figures are then known. */
const picks = 12;
const started = Math.random();

/** A kWh at random of the first certificate that discloses its paths. */
async function firstStory(rows: readonly CertificateRow[]): Promise<KwhStory | undefined> {
  const row = rows.find(({ level }) => level !== "minimal");
  if (row === undefined) return undefined;
  const figures = (await certificateSummary(row.code))?.figures;
  const settled = (figures?.lines ?? []).filter((line) => (line.settledKwh ?? 0) > 0);
  // Energy that travelled first: it has something to lose on the way.
  const line = settled.find(({ channels = [] }) => channels.length > 0) ?? settled[0];
  if (line?.settledKwh === undefined || line.from === undefined) return undefined;
  const share = (Math.floor(Math.random() * picks) + started) / picks;
  const n = line.from + 1 + Math.floor(line.settledKwh * share);
  const summary = await certificateSummary(row.code, n);
  return summary && storyOf(summary.figures);
}
