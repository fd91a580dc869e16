/** Certificates as the state holds what they are made of. Reading only. */
import { compareText, fromHex, toHex } from "@/lib/crypto/bytes";
import {
  type CertificateTotals,
  type CertifiedLine,
  certificateFields,
  certificateTotals,
} from "@/lib/market/certificates/rules";
import type { WantedCode } from "@/lib/market/codes";
import { certLinesRoot } from "@/lib/market/settlement/roots";
import {
  type ContractRow,
  contracts,
  type FrozenUnitRow,
  frozenUnits,
  type LineRow,
  lines,
  type ParticipantRow,
  type PlantRow,
  participants,
  plants,
  type StateReader,
  type TraceRow,
  traces,
  type UnitRow,
  units,
  versionId,
} from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

/** A line of a certificate with all the state knows of it. */
export interface CertificateLine {
  readonly contract: ContractRow;
  readonly plant: PlantRow;
  readonly line: LineRow;
  readonly trace: TraceRow;
}

/** All that `certificate.issue` carries, save the sequence in its code. */
export interface CertificateDraft {
  readonly wanted: WantedCode;
  readonly unit: UnitRow;
  readonly holder: ParticipantRow;
  readonly lines: readonly CertificateLine[];
  readonly count: number;
  readonly certLinesRoot: string;
  readonly totals: CertificateTotals;
}

/** The lines of a unit's month in contract-number order, those settled at 0 too; undefined where it has none. */
export function certificateLines(
  state: StateReader,
  unit: string,
  month: Month,
  version: number,
): CertificateLine[] | undefined {
  return frozenUnitOf(state, unit, month, version)?.lines.map((code) => {
    const contract = contracts.get(state, code);
    const plant = contract && plants.get(state, contract.plant);
    const line = lines.get(state, month, versionId(version), code);
    const trace = traces.get(state, month, versionId(version), code);
    if (!contract || !plant || !line || !trace) throw new Error(`line ${code} of ${month} is not complete`);
    return { contract, plant, line, trace };
  });
}

/** Totals of a unit's month; undefined where it has no lines. */
export function issueTotals(
  state: StateReader,
  unit: string,
  month: Month,
  version: number,
): CertificateTotals | undefined {
  const frozen = frozenUnitOf(state, unit, month, version);
  const found = certificateLines(state, unit, month, version);
  return frozen && found && certificateTotals(found.map(certifiedLine), frozen.U);
}

/** What the certificate of a unit's month says; undefined where not a single kWh was settled. */
export function certificateDraft(
  state: StateReader,
  unit: string,
  month: Month,
  version: number,
): CertificateDraft | undefined {
  const row = units.get(state, unit);
  const holder = row && participants.get(state, row.owner);
  const frozen = frozenUnitOf(state, unit, month, version);
  const found = certificateLines(state, unit, month, version);
  if (!row || !holder || !frozen || !found) return undefined;
  const totals = certificateTotals(found.map(certifiedLine), frozen.U);
  if (totals.settledKwh === 0) return undefined;
  const wanted: WantedCode = {
    object: "C",
    ...certificateFields(found.map(certifiedLine)),
    province: row.province,
    months: [month],
  };
  const root = certLinesRoot(
    found.map(({ line, trace }) => ({
      lineHash: fromHex(line.leafHash),
      traceHash: fromHex(trace.leafHash),
    })),
  );
  const certificate = { count: found.length, certLinesRoot: toHex(root), totals };
  return { wanted, unit: row, holder, lines: found, ...certificate };
}

/**
 * Codes of the units with at least one settled kWh in a settled month, by the bytes of their ids: the order in
 * which certificates are issued, and so the sequence in their codes.
 */
export function certifiedUnits(state: StateReader, month: Month, version: number): string[] {
  const settled: UnitRow[] = [];
  for (const [[, , code = ""], frozen] of frozenUnits.list(state, month, versionId(version))) {
    const unit = units.get(state, code);
    const sells = frozen.lines.some((line) => settledKwhOf(state, month, version, line) > 0);
    if (unit && sells) settled.push(unit);
  }
  return settled.sort((a, b) => compareText(a.id, b.id)).map(({ code }) => code);
}

/** What a certificate's totals and code need of a settled line: kWh, Wh. */
export function certifiedLine({ contract, plant, line, trace }: CertificateLine): CertifiedLine {
  const { type, place, province } = plant;
  const { mode, scope } = contract;
  return {
    settledKwh: line.values.settledKwh,
    coincidentWh: trace.coincidentWh,
    ...{ type, place, province, mode, scope },
  };
}

function frozenUnitOf(
  state: StateReader,
  unit: string,
  month: Month,
  version: number,
): FrozenUnitRow | undefined {
  return frozenUnits.get(state, month, versionId(version), unit);
}

function settledKwhOf(state: StateReader, month: Month, version: number, contract: string): number {
  return lines.get(state, month, versionId(version), contract)?.values.settledKwh ?? 0;
}
