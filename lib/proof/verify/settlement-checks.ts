import { concat, equalBytes, fromHex, toHex } from "@/lib/crypto/bytes";
import { leafHash } from "@/lib/crypto/merkle/tree";
import { verifyInclusion } from "@/lib/crypto/merkle/verify";
import { settleLine } from "@/lib/market/settlement/rules";
import { sentThrough } from "@/lib/units/loss";
import { checkCode } from "./certificate-code";
import type { Passed, State } from "./checks";
import { fields, hash, insistBefore, insistOpenings, quantity } from "./evidence";
import { checkLevel } from "./level";
import type { ReadLine } from "./lines";
import { insist, Mismatch, need, withheld } from "./mismatch";

/**
 * `line`: each line under its plant's roots and under the certificate's, in order, none missing; what the certificate
 * says of them all is theirs, and all that its holder opened is there.
 */
export function checkLines(state: State): Passed {
  const { evidence, lines } = state;
  if (state.linesProblem) throw state.linesProblem;
  insistOpenings(evidence);
  checkLevel(state);
  const certificate = evidence.certificate();
  const count = quantity(certificate.payload.count, "count");
  checkCode(state);
  if (evidence.bundle.level === "minimal" && lines.length === 0)
    throw withheld("the lines are not disclosed");
  insist(lines.length === count, "certificate-root", `${lines.length} of ${count} lines are shown`);
  const distinct = new Set(lines.map((line) => toHex(line.leafHash)));
  insist(distinct.size === count, "certificate-root", "a line stands twice");
  lines.forEach((line, at) => {
    checkPlantRoots(line, at);
    checkCertified(state, line, at, count);
    checkMonth(state, line, at);
    checkContract(state, line);
  });
  checkTotals(state);
  return { reason: `${count} settled lines are exactly those of the certificate`, detail: { lines: count } };
}

function checkCertified({ evidence }: State, line: ReadLine, at: number, count: number): void {
  const { index, size, proof } = line.source.certificate;
  const inside = verifyInclusion({
    leafHash: leafHash(concat(line.leafHash, line.traceHash)),
    index,
    size,
    proof: proof.map(fromHex),
    root: hash(evidence.certificate().payload.certLinesRoot, "certLinesRoot"),
  });
  const placed = inside.ok && index === at && size === count;
  insist(placed, "certificate-root", `line ${at + 1} is not the certificate's`);
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
function checkMonth({ evidence }: State, line: ReadLine, at: number): void {
  const certificate = evidence.certificate();
  const { month, version } = certificate.payload;
  for (const { payload } of [line.settle, line.trace]) {
    insist(
      payload.month === month && payload.version === version,
      "line-root",
      `line ${at + 1} is of another month`,
    );
    const named = payload.plant === (line.plant ?? line.settle.payload.plant);
    insist(named, "line-root", `line ${at + 1} stands under another plant's root`);
  }
  insistBefore(line.settle, line.trace);
  insistBefore(line.trace, certificate);
}

/** What the line says of its contract is what was recorded and signed, about a plant that was there. */
function checkContract({ evidence }: State, line: ReadLine): void {
  if (line.contract === undefined) return;
  const { entry, record, at } = evidence.record("contract.record", line.contract);
  const of = { contract: line.contract };
  const { month } = evidence.certificate().payload;
  insist(record.month === month, "altered", "the contract is of another month", of);
  insistBefore(entry, line.settle);
  if (line.plant !== undefined) {
    insist(record.plant === line.plant, "altered", "the contract is another plant's", of);
    insistBefore(evidence.record("plant.register", line.plant).entry, entry);
  }
  const recorded = (field: string) => evidence.opened(entry, `records/${at}/${field}`);
  const path = line.path?.map(({ channel }) => channel).join();
  const same = (said: unknown, inLine: unknown) =>
    said === undefined || inLine === undefined || said === inLine;
  const way = recorded("path");
  const agrees =
    same(recorded("contractKwh"), line.contractKwh) &&
    same(recorded("unit"), line.unit) &&
    same(Array.isArray(way) ? way.join() : way, path);
  insist(agrees, "altered", "the contract was recorded otherwise", of);
}

/** The certificate's own sums against its lines': each where it is opened and they are. */
function checkTotals({ evidence, lines }: State): void {
  const certificate = evidence.certificate();
  const opened = (field: string) => evidence.opened(certificate, field);
  const totals = opened("totals");
  const kwh = totals === undefined ? undefined : quantity(fields(totals, "totals").settledKwh, "settledKwh");
  equal("settledKwh", kwh, added(lines.map((line) => line.settledKwh)));
  equal("coincidentWh", opened("coincidentWh"), added(lines.map((line) => line.coincidentWh)));
  for (const line of lines) {
    equal("consumedWh", opened("consumedWh"), line.U);
    equal("U", lines[0]?.U, line.U);
    equal("D", line.D, added(lines.map(({ contractKwh }) => contractKwh && 1000 * contractKwh)));
    const unit = opened("unit") ?? lines[0]?.unit;
    const own = unit === undefined || line.unit === undefined || unit === line.unit;
    insist(own, "altered", "a line is of another unit");
  }
}

function added(values: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function equal(what: string, stated: unknown, sum: number | undefined): void {
  if (stated === undefined || sum === undefined) return;
  insist(stated === sum, "sum", `${what} is ${stated}, the lines give ${sum}`, { sum });
}

/** `settlement`: domain §3 done again for every line, from what is opened of it. */
export function checkSettlement({ lines }: State): Passed {
  if (lines.length === 0) throw withheld("the quantities are not disclosed");
  let attested = 0;
  for (const line of lines) {
    const { contractKwh, path, allowanceWh } = line;
    if (contractKwh === undefined || path === undefined || allowanceWh === undefined)
      throw withheld("a quantity of the settlement is withheld");
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
