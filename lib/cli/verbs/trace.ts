import { codeArgument, kwhOption, type Options } from "@/lib/cli/arguments";
import { type ExitCode, NotThere } from "@/lib/cli/exit";
import { type Output, tabbed } from "@/lib/cli/output";
import { withLedger } from "@/lib/cli/session";
import { readIds, readRow } from "@/lib/gateway/view";
import type { Ledger } from "@/lib/ledger/ledger";
import {
  assetMeters,
  type CertificateRow,
  type ContractRow,
  certificates,
  channels,
  contracts,
  days,
  frozenUnits,
  type LineRow,
  lines,
  segments as segmentTable,
  settledPlants,
  versionId,
} from "@/lib/market/state";
import { lineOfKwh, type PathPiece, pathOf } from "@/lib/tracing/lookup";
import { unpackSegments } from "@/lib/tracing/pack";
import { daysOfMonth } from "@/lib/units/day";
import { placeInMonth } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";

interface TraceEntry {
  readonly stage: "production" | "trade" | "transmission" | "consumption" | "settlement";
  readonly index: number;
  readonly hash: string;
}

export async function traceVerb(
  args: readonly string[],
  options: Options,
  output: Output,
): Promise<ExitCode> {
  const code = codeArgument(args[0]);
  const kwh = kwhOption(options) ?? 0;
  const answer = await withLedger((ledger) => traceKwh(ledger, code, kwh));
  output.answer(answer, () =>
    tabbed(
      answer.segments.map(({ productionInterval, consumptionInterval, sentWh, landedWh }) => {
        return [
          `${productionInterval} → ${consumptionInterval}`,
          `${sentWh} Wh sent`,
          `${landedWh} Wh landed`,
        ];
      }),
    ),
  );
  return 0;
}

async function traceKwh(ledger: Ledger, code: string, kwh: number) {
  const certificate = await readRow(ledger, certificates, code);
  if (certificate === undefined) throw new NotThere("unknown", `no certificate ${code}`);
  const { version } = certificate;
  const { contract, line, range } = await placeOf(ledger, certificate, kwh);
  const packed = await readRow(ledger, segmentTable, certificate.month, versionId(version), contract.code);
  if (packed === undefined) throw new Error(`line ${contract.code} has no segments`);
  const { path, landedWh } = line.values;
  const losses = edgesOf(landedWh, path).map(({ lossWh }) => lossWh);
  const pieces = pathOf(unpackSegments(packed), range, losses);
  const ids = await Promise.all(
    path.map(async ({ channel }) => (await readRow(ledger, channels, channel))?.id ?? ""),
  );
  const segments = pieces.map(({ channels: flows, ...piece }) => ({
    ...piece,
    channels: flows.map((flow, at) => ({ channel: ids[at] ?? "", ...flow })),
  }));
  const entries = await entriesOf(ledger, certificate, contract, pieces);
  return { code, version, kwh, contract: contract.number, segments, entries };
}

/** The line that holds the kWh, and its range on that line's landed axis. */
async function placeOf(ledger: Ledger, { unit, month, version, code }: CertificateRow, kwh: number) {
  const frozen = await readRow(ledger, frozenUnits, month, versionId(version), unit);
  const found: { contract: ContractRow; line: LineRow }[] = [];
  for (const code of frozen?.lines ?? []) {
    const contract = await readRow(ledger, contracts, code);
    const line = await readRow(ledger, lines, month, versionId(version), code);
    if (contract === undefined || line === undefined) throw new Error(`line ${code} is not there`);
    found.push({ contract, line });
  }
  const place = lineOfKwh(
    found.map(({ line }) => line.values.settledKwh),
    kwh,
  );
  const at = place && found[place.line];
  if (place === undefined || at === undefined)
    throw new NotThere("kwh", `certificate ${code} has no kWh ${kwh}`);
  return { ...at, range: { from: place.from, to: place.to } };
}

async function entriesOf(
  ledger: Ledger,
  { month, version, entry, unit }: CertificateRow,
  contract: ContractRow,
  pieces: readonly PathPiece[],
): Promise<TraceEntry[]> {
  const settled = await readRow(ledger, settledPlants, month, versionId(version), contract.plant);
  const path = await Promise.all(contract.path.map((channel) => readRow(ledger, channels, channel)));
  const production = pieces.map(({ productionInterval }) => productionInterval);
  const consumption = pieces.map(({ consumptionInterval }) => consumptionInterval);
  const indices: [TraceEntry["stage"], (number | undefined)[]][] = [
    ["production", await anchorsOf(ledger, contract.plant, month, production)],
    ["trade", [contract.entry]],
    ["transmission", path.map((row) => row?.entry)],
    ["consumption", await anchorsOf(ledger, unit, month, consumption)],
    ["settlement", [settled?.entry, settled?.traceEntry, entry]],
  ];
  const entries: TraceEntry[] = [];
  for (const [stage, some] of indices) {
    for (const index of [...new Set(some)].sort((a, b) => (a ?? 0) - (b ?? 0))) {
      const [leaf] = index === undefined ? [] : await ledger.entries(index, 1);
      if (leaf !== undefined) entries.push({ stage, index: leaf.index, hash: leaf.hash });
    }
  }
  return entries;
}

/** The entries that anchored these intervals of a plant's or unit's meters. */
async function anchorsOf(ledger: Ledger, asset: string, month: string, intervals: readonly number[]) {
  const all = daysOfMonth(month);
  const wanted = new Set(intervals.map((interval) => all[placeInMonth(interval).day - 1] ?? 0));
  const found: (number | undefined)[] = [];
  for await (const [, meter = ""] of readIds(ledger, assetMeters, asset)) {
    for (const day of wanted) found.push((await readRow(ledger, days, meter, String(day)))?.entry);
  }
  return found;
}
