/** `issue --month M`: one certificate per unit with a settled kWh, in the byte order of the units' ids. */
import { compareText } from "@/lib/crypto/bytes";
import type { SigningKey } from "@/lib/gateway/author";
import type { Desk } from "@/lib/gateway/desk";
import type { GatewayRefusal } from "@/lib/gateway/submit";
import { readRow } from "@/lib/gateway/view";
import type { Progress } from "@/lib/jobs/progress";
import { fetchSettled } from "@/lib/jobs/settle/month-state";
import { certificateDraft, certificateLines, certifiedUnits } from "@/lib/market/certificates/model";
import { codeFor } from "@/lib/market/codes";
import {
  contractedUnits,
  counters,
  months,
  type StateReader,
  unitCertificates,
  units,
} from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

export interface IssuedCertificate {
  readonly code: string;
  readonly unit: string;
  readonly kwh: number;
  /** Contract numbers. */
  readonly lines: readonly string[];
}

export interface IssueRefusal {
  readonly unit: string;
  readonly code: string;
  readonly reason: string;
}

export interface IssueAnswer {
  readonly month: Month;
  readonly version: number;
  readonly certificates: readonly IssuedCertificate[];
  readonly refused: readonly IssueRefusal[];
}

export async function issue(
  { month }: { readonly month: Month },
  desk: Desk,
  progress: Progress,
): Promise<IssueAnswer> {
  const row = await readRow(desk.ledger, months, month);
  const version = row?.version ?? 1;
  const state = await fetchSettled(desk.ledger, month);
  if (row?.stage !== "finished") {
    return { month, version, certificates: [], refused: notFinished(state, month) };
  }
  const exchange = (await desk.exchangeKeys()).slice(0, 1);
  const certificates: IssuedCertificate[] = [];
  const refused: IssueRefusal[] = [];
  const codes = certifiedUnits(state, month, version);
  for (const unit of codes) {
    const outcome = await issueOne({ desk, state, month, version, exchange }, unit);
    if ("reason" in outcome) refused.push(outcome);
    else certificates.push(outcome);
    progress({ stage: "issuing", done: certificates.length, total: codes.length });
    // Units are certified in order: after a refusal the rules refuse every later one.
    if ("reason" in outcome) break;
  }
  return { month, version, certificates, refused };
}

interface Issuing {
  readonly desk: Desk;
  readonly state: StateReader;
  readonly month: Month;
  readonly version: number;
  readonly exchange: readonly SigningKey[];
}

const SEQUENCE_TRIES = 20;

async function issueOne(issuing: Issuing, unit: string): Promise<IssuedCertificate | IssueRefusal> {
  const { desk, state, month } = issuing;
  for (let tries = 1; ; tries++) {
    const known = await readRow(desk.ledger, unitCertificates, month, unit);
    if (known !== undefined) return described(issuing, unit, known.code);
    const refusal = await submitIssue(issuing, unit);
    if (refusal === undefined) continue;
    const isRace = refusal.code === "sequence" || refusal.code === "already-issued";
    if (isRace && tries < SEQUENCE_TRIES) continue;
    return { unit: units.get(state, unit)?.id ?? unit, code: refusal.code, reason: refusal.reason };
  }
}

async function submitIssue(
  { desk, state, month, version, exchange }: Issuing,
  unit: string,
): Promise<GatewayRefusal | undefined> {
  const draft = certificateDraft(state, unit, month, version);
  if (draft === undefined) throw new Error(`${unit} has nothing to certify`);
  const next = (await readRow(desk.ledger, counters, "C"))?.next ?? 1;
  const { count, certLinesRoot, holder, totals } = draft;
  const { settledKwh, consumedWh, coincidentWh } = totals;
  const payload = { code: codeFor(draft.wanted, next), month, version, count, certLinesRoot };
  const sealed = {
    ...{ unit, holder: holder.code, name: holder.name, uscc: holder.uscc },
    ...{ totals: { settledKwh }, consumedWh, coincidentWh },
  };
  const answer = await desk.send({ type: "certificate.issue", payload, sealed, signers: exchange });
  return answer.ok ? undefined : answer.refusal;
}

function described({ state, month, version }: Issuing, unit: string, code: string): IssuedCertificate {
  const lines = certificateLines(state, unit, month, version) ?? [];
  return {
    code,
    unit: units.get(state, unit)?.id ?? unit,
    kwh: lines.reduce((sum, { line }) => sum + line.values.settledKwh, 0),
    lines: lines.map(({ contract }) => contract.number),
  };
}

/** Every unit with a contract in the month, by the bytes of its id. */
function notFinished(state: StateReader, month: Month): IssueRefusal[] {
  const reason = "the month is not finished: settle it first";
  const ids = new Set<string>();
  for (const [, unit = ""] of contractedUnits.ids(state, month)) ids.add(units.get(state, unit)?.id ?? unit);
  return [...ids].sort(compareText).map((unit) => ({ unit, code: "not-finished", reason }));
}
