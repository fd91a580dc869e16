import { fromHex, toHex } from "@/lib/crypto/bytes";
import { sumTree } from "@/lib/crypto/merkle/sum-tree";
import { inclusionProof } from "@/lib/crypto/merkle/tree";
import type { Ledger } from "@/lib/ledger/ledger";
import {
  coincidentOpening,
  type LeafSource,
  lineLeaf,
  lineOpenings,
  traceLeaf,
} from "@/lib/market/settlement/line-leaf";
import { certLineHash } from "@/lib/market/settlement/roots";
import {
  type CertificateRow,
  type ContractRow,
  certificates,
  contracts,
  type FrozenUnitRow,
  frozenUnits,
  type LineRow,
  lines as lineTable,
  settledPlants,
  type TraceRow,
  traces as traceTable,
  versionId,
} from "@/lib/market/state";
import type { Bundle, BundleInput, BundleLine } from "@/lib/proof/verify/bundle";
import { sees, type Viewer } from "./disclosure";
import { EntryCollector } from "./entries";
import { origin } from "./origin";
import { kwhPart, monthPart } from "./path-part";
import type { Source } from "./source";

export interface BundleRequest {
  /** The 32-character suffix. */
  readonly code: string;
  /** From 1. */
  readonly kwh?: number;
  /** All segments and readings the viewer may see. */
  readonly month?: boolean;
  /** Size of the last checkpoint the viewer saw: a consistency proof from there is added. */
  readonly since?: number;
  readonly viewer?: Viewer;
}

export type BundleAnswer =
  | { readonly ok: true; readonly bundle: Bundle }
  | { readonly ok: false; readonly code: "unknown" | "kwh" | "withheld" };

/** One line of the certificate as the members keep it. */
export interface SourceLine {
  readonly contract: ContractRow;
  readonly line: LineRow;
  readonly trace: TraceRow;
  readonly source: LeafSource;
}

export interface Building {
  readonly source: Source;
  readonly row: CertificateRow;
  readonly viewer: Viewer;
  readonly entries: EntryCollector;
  readonly lines: readonly SourceLine[];
  readonly sees: (field: string) => boolean;
}

/**
 * Everything a verifier needs about a certificate, opened as far as this viewer may see (protocol §6).
 * Codes: unknown (no such certificate), kwh (no such kWh), withheld (its path is not disclosed).
 */
export async function buildBundle(source: Source, request: BundleRequest): Promise<BundleAnswer> {
  const row = await source.row(certificates, request.code);
  if (!row) return { ok: false, code: "unknown" };
  const viewer = request.viewer ?? "visitor";
  const allowed = (field: string): boolean => sees(viewer, row.level, field);
  const standing = await source.standing(
    [row.code, row.version, row.entry, row.level, row.levelEntry, viewer].join("/"),
    () => prepare(source, row, viewer),
  );
  const { lines } = standing;
  const building: Building = { ...standing, entries: standing.entries.copy() };
  if (request.kwh !== undefined) {
    if (!allowed("segment")) return { ok: false, code: "withheld" };
    const settledKwh = lines.reduce((sum, one) => sum + one.line.values.settledKwh, 0);
    if (!Number.isSafeInteger(request.kwh) || request.kwh < 1 || request.kwh > settledKwh)
      return { ok: false, code: "kwh" };
  }
  return { ok: true, bundle: await assemble(building, standing, request) };
}

/** What every bundle of a certificate has in common for one viewer: of a version, nothing of it can change. */
export interface Standing extends Building {
  readonly bundleLines: readonly BundleLine[];
  readonly inputs: readonly BundleInput[];
}

async function prepare(source: Source, row: CertificateRow, viewer: Viewer): Promise<Standing> {
  const allowed = (field: string): boolean => sees(viewer, row.level, field);
  const lines = allowed("line.contract") ? await sourceLines(source, row) : [];
  const building: Building = {
    source,
    row,
    viewer,
    entries: new EntryCollector(source),
    lines,
    sees: allowed,
  };
  building.entries.open(row.entry, (field) => allowed(`certificate.${field}`));
  // How openly it is shown is the holder's choice: a verifier wants to see it made.
  if (row.levelEntry !== undefined) building.entries.open(row.levelEntry, () => false);
  const certificateLeaves = lines.map(({ line, trace }) =>
    certLineHash({ lineHash: fromHex(line.leafHash), traceHash: fromHex(trace.leafHash) }),
  );
  const bundleLines: BundleLine[] = [];
  for (const [at, one] of lines.entries())
    bundleLines.push(await bundleLine(building, one, at, certificateLeaves));
  return { ...building, bundleLines, inputs: await plantInputs(building) };
}

async function sourceLines(source: Source, row: CertificateRow): Promise<SourceLine[]> {
  const version = versionId(row.version);
  const frozen: FrozenUnitRow = await source.must(frozenUnits, row.month, version, row.unit);
  const market = await origin(source.ledger);
  return Promise.all(
    frozen.lines.map(async (code) => {
      const contract = await source.must(contracts, code);
      return {
        contract,
        line: await source.must<LineRow>(lineTable, row.month, version, code),
        trace: await source.must<TraceRow>(traceTable, row.month, version, code),
        source: { market, month: row.month, contractSecret: fromHex(contract.secret) },
      };
    }),
  );
}

async function assemble(building: Building, standing: Standing, request: BundleRequest): Promise<Bundle> {
  const { source, row, entries } = building;
  const { ledger } = source;
  const kwh = request.kwh === undefined ? undefined : await kwhPart(building, request.kwh);
  const month = request.month && building.sees("segment") ? await monthPart(building) : undefined;
  const checkpoint = await ledger.checkpoint();
  const { since } = request;
  const consistent = since !== undefined && since > 0 && since <= checkpoint.size;
  const collected = await entries.finish(checkpoint.size);
  return {
    v: 1,
    kind: "lvji/bundle",
    market: await origin(ledger),
    code: row.code,
    level: row.level,
    checkpoint: checkpoint.note,
    rosters: (await ledger.roster()).map((roster) => ({
      ...roster,
      members: roster.members.map((one) => ({ ...one })),
    })),
    ...(consistent
      ? { consistency: { from: since, proof: (await ledger.consistency(since, checkpoint.size)).map(toHex) } }
      : {}),
    entries: collected.entries,
    certificate: row.entry,
    lines: [...standing.bundleLines],
    inputs: [...standing.inputs],
    ...(kwh ? { kwh } : {}),
    ...(month ? { month } : {}),
    attestations: {
      status: [...(await ledger.attest({ kind: "certificate", code: row.code }))],
      keys: await keyAttestations(ledger, collected.keyIds),
    },
  };
}

/** What the month was frozen with of every plant of the lines: its meters, what they read, what it could sell. */
async function plantInputs({ source, row, entries, lines, sees: allowed }: Building): Promise<BundleInput[]> {
  if (!allowed("plant.input") || lines.length === 0) return [];
  const frozen = await source.frozenInput(row.month, row.version);
  entries.open(frozen.freezeEntry, () => false);
  return [...new Set(lines.map(({ line }) => line.values.plant))].map((plant) => {
    const index = frozen.plants.get(plant) ?? -1;
    const leaf = frozen.texts[index];
    if (leaf === undefined) throw new Error(`plant ${plant} was not frozen`);
    const proof = inclusionProof(frozen.hashes, index).map(toHex);
    return { leaf, index, size: frozen.hashes.length, proof };
  });
}

async function keyAttestations(ledger: Ledger, keyIds: readonly string[]): Promise<Record<string, string[]>> {
  const attested: Record<string, string[]> = {};
  for (const keyId of keyIds) attested[keyId] = [...(await ledger.attest({ kind: "key", keyId }))];
  return attested;
}

async function bundleLine(
  building: Building,
  { contract, line, trace, source: leafSource }: SourceLine,
  at: number,
  certificateLeaves: readonly Uint8Array[],
): Promise<BundleLine> {
  const { source, row, entries } = building;
  const { values } = line;
  const settled = await source.must(settledPlants, row.month, versionId(row.version), values.plant);
  const plantMonth = await source.plantMonth(row.month, row.version, values.plant);
  const place = plantMonth.lines.findIndex((one) => one.contract === contract.code);
  const size = plantMonth.lines.length;
  const settleEntry = settled.entry;
  const traceEntry = settled.traceEntry ?? settled.entry;
  await entries.context(contract, values, building.sees);
  entries.open(settleEntry, () => false);
  entries.open(traceEntry, () => false);
  const openings = Object.entries(lineOpenings(values, leafSource)).filter(([field]) =>
    building.sees(`line.${field}`),
  );
  const sums = sumTree(plantMonth.lines.map((one) => ({ hash: one.hash, sum: one.sentWh })));
  const traceRoot = fromHex(trace.traceRoot);
  const leaf = traceLeaf(
    { lineHash: fromHex(line.leafHash), traceRoot, coincidentWh: trace.coincidentWh },
    leafSource,
  );
  const hexes = (proof: readonly Uint8Array[]): string[] => proof.map(toHex);
  return {
    leaf: lineLeaf(values, leafSource).text,
    traceLeaf: leaf.text,
    openings: Object.fromEntries(openings.map(([field, [salt, value]]) => [field, [salt, value]])),
    traceOpenings: building.sees("trace.coincidentWh")
      ? { coincidentWh: [...coincidentOpening(trace.coincidentWh, leafSource)] }
      : {},
    lines: {
      index: place,
      size,
      proof: hexes(
        inclusionProof(
          plantMonth.lines.map((one) => one.hash),
          place,
        ),
      ),
    },
    traces: {
      index: place,
      size,
      proof: hexes(
        inclusionProof(
          plantMonth.traces.map((one) => one.hash),
          place,
        ),
      ),
    },
    sum: { index: place, size, proof: sums.proof(place).map(([hash, sum]) => [toHex(hash), sum]) },
    certificate: {
      index: at,
      size: certificateLeaves.length,
      proof: hexes(inclusionProof(certificateLeaves, at)),
    },
    settle: settleEntry,
    trace: traceEntry,
  };
}
