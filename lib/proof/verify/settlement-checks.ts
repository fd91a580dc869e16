import { concat, equalBytes, fromHex } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { verifyInclusion } from "@/lib/crypto/merkle/verify";
import { settleLine } from "@/lib/market/settlement/rules";
import { sentThrough } from "@/lib/units/loss";
import type { Passed, State } from "./checks";
import { type Evidence, findRecord, hash, quantity, text } from "./evidence";
import type { ReadLine } from "./lines";
import { insist, Mismatch, need, withheld } from "./mismatch";

/** `line`: each line under its plant's roots and under the certificate's, in order, none missing; the total is theirs. */
export function checkLines(state: State): Passed {
  const { evidence, lines } = state;
  if (state.linesProblem) throw state.linesProblem;
  const certificate = evidence.certificate();
  const count = quantity(certificate.payload.count, "count");
  if (evidence.bundle.level === "minimal" && lines.length === 0)
    throw withheld("the lines are not disclosed");
  insist(lines.length === count, "certificate-root", `${lines.length} of ${count} lines are shown`);
  const certLinesRoot = hash(certificate.payload.certLinesRoot, "certLinesRoot");
  lines.forEach((line, at) => {
    checkPlantRoots(line, at);
    const { index, size, proof } = line.source.certificate;
    const leaf = leafHash(concat(line.leafHash, line.traceHash));
    const inside = verifyInclusion({
      leafHash: leaf,
      index,
      size,
      proof: proof.map(fromHex),
      root: certLinesRoot,
    });
    insist(
      inside.ok && index === at && size === count,
      "certificate-root",
      `line ${at + 1} is not the certificate's`,
    );
    checkMonth(evidence, line, at);
    checkContract(evidence, line);
  });
  checkTotal(state);
  return { reason: `${count} settled lines are exactly those of the certificate`, detail: { lines: count } };
}

function checkPlantRoots(line: ReadLine, at: number): void {
  const { lines, traces } = line.source;
  const count = quantity(line.settle.result.count, "count");
  const linesRoot = hash(line.settle.result.linesRoot, "linesRoot");
  const tracesRoot = hash(line.trace.result.tracesRoot, "tracesRoot");
  const settled = verifyInclusion({
    ...lines,
    leafHash: line.leafHash,
    proof: lines.proof.map(fromHex),
    root: linesRoot,
  });
  insist(
    settled.ok && lines.size === count,
    "line-root",
    `line ${at + 1} is not among the plant's settled lines`,
  );
  const traced = verifyInclusion({
    ...traces,
    leafHash: line.traceHash,
    proof: traces.proof.map(fromHex),
    root: tracesRoot,
  });
  insist(
    traced.ok && traces.size === count,
    "line-root",
    `line ${at + 1} is not among the plant's traced lines`,
  );
  insist(
    equalBytes(line.tracedLine, line.leafHash),
    "line-root",
    `the trace of line ${at + 1} is another line's`,
  );
}

/** The roots that a line stands under are those of its own plant, and of the certificate's month and version. */
function checkMonth(evidence: Evidence, line: ReadLine, at: number): void {
  const { month, version } = evidence.certificate().payload;
  for (const entry of [line.settle, line.trace]) {
    const { payload } = entry;
    insist(
      payload.month === month && payload.version === version,
      "line-root",
      `line ${at + 1} is of another month`,
    );
    const named = line.plant === undefined || payload.plant === line.plant;
    insist(named, "line-root", `line ${at + 1} stands under another plant's root`);
  }
}

/** What the line says of its contract is what was recorded and signed. */
function checkContract(evidence: Evidence, line: ReadLine): void {
  if (line.contract === undefined) return;
  const { entry, record, at } = findRecord(evidence, "contract.record", "contract", line.contract);
  const month = text(evidence.certificate().payload.month, "month");
  insist(record.month === month, "altered", "the contract is of another month");
  insist(
    line.plant === undefined || record.plant === line.plant,
    "altered",
    "the contract is another plant's",
  );
  const recorded = evidence.opened(entry, `records/${at}/contractKwh`);
  insist(
    recorded === undefined || recorded === line.contractKwh,
    "altered",
    "the contract is of another quantity",
  );
}

function checkTotal({ evidence, lines }: State): void {
  const totals = evidence.opened(evidence.certificate(), "totals");
  const settledKwh = (totals as { settledKwh?: number } | undefined)?.settledKwh;
  if (lines.some((line) => line.settledKwh === undefined)) return;
  const sum = lines.reduce((total, line) => total + (line.settledKwh ?? 0), 0);
  insist(settledKwh === undefined || settledKwh === sum, "sum", `the lines add up to ${sum} kWh`, { sum });
}

/** `settlement`: domain §3 done again for every line, from what is opened of it. */
export function checkSettlement({ lines }: State): Passed {
  if (lines.length === 0) throw withheld("the quantities are not disclosed");
  let attested = 0;
  for (const line of lines) {
    if (line.contractKwh === undefined || line.path === undefined)
      throw withheld("a contract's quantity is withheld");
    recompute(line);
    if (line.U === undefined || line.D === undefined) attested++;
  }
  const side = attested > 0 ? `; the consumption side of ${attested} is attested by the members` : "";
  return {
    reason: `the smallest of three comes out the same for ${lines.length} lines${side}`,
    detail: { lines: lines.length, attested },
  };
}

function recompute(line: ReadLine): void {
  const contractKwh = need(line.contractKwh, "contractKwh");
  const path = need(line.path, "path");
  const G = quantity(line.settle.result.G, "G");
  const C = quantity(line.settle.result.C, "C");
  const sidesOpen = line.U !== undefined && line.D !== undefined;
  const input = {
    contractKwh,
    path,
    G,
    C,
    U: sidesOpen ? need(line.U, "U") : 0,
    D: sidesOpen ? need(line.D, "D") : 0,
  };
  const settled = settleLine(input);
  if (sidesOpen)
    insist(settled.allowanceWh === line.allowanceWh, "recomputed", "the allowance comes out otherwise");
  const expected = sidesOpen ? settled : withAllowance(line, settled.quotaWh);
  const same =
    expected.settledKwh === line.settledKwh &&
    expected.limitedBy === line.limitedBy &&
    sentThrough(1000 * expected.settledKwh, path) === line.sentWh &&
    line.landedWh === 1000 * expected.settledKwh;
  if (same) return;
  throw new Mismatch(
    "recomputed",
    `${line.settledKwh} kWh are claimed, ${expected.settledKwh} kWh come out`,
    {
      claimed: line.settledKwh ?? 0,
      expected: expected.settledKwh,
    },
  );
}

/** The same rule with the allowance taken as attested: what consumption may bind is not recomputed. */
function withAllowance(line: ReadLine, quotaWh: number) {
  const contractKwh = need(line.contractKwh, "contractKwh");
  const path = need(line.path, "path");
  const allowanceWh = need(line.allowanceWh, "the allowance is not in the bundle");
  let low = 0;
  let high = Math.min(contractKwh, Math.floor(allowanceWh / 1000));
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (sentThrough(1000 * middle, path) <= quotaWh) low = middle;
    else high = middle - 1;
  }
  const binds = sentThrough(1000 * (low + 1), path) > quotaWh ? "generation" : "consumption";
  return { settledKwh: low, limitedBy: low === contractKwh ? "contract" : binds };
}
