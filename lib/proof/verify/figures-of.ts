import { toHex } from "@/lib/crypto/bytes";
import { settleLine } from "@/lib/market/settlement/rules";
import { edgesOf } from "@/lib/units/loss";
import type { State } from "./checks";
import { type Evidence, fields, quantity, type ReadEntry, text } from "./evidence";
import type {
  ChannelFigures,
  EvidenceFigure,
  EvidenceStage,
  Figures,
  KwhFigures,
  LineFigures,
  PlantFigures,
} from "./figures";
import { plantInputs } from "./inputs";
import { lineStarts, type ReadLine } from "./lines";
import { need } from "./mismatch";
import { monthFigures } from "./month";
import { provedReadings, readingOf } from "./readings";

/** Everything a page may print, taken from what the checks have just proved. Call only after all passed. */
export function figuresOf(state: State): Figures {
  const { evidence, bundle, lines } = state;
  const certificate = evidence.certificate();
  const totals = fields(evidence.opened(certificate, "totals"), "totals");
  const name = evidence.opened(certificate, "name");
  const uscc = evidence.opened(certificate, "uscc");
  const starts = lineStarts(lines);
  return {
    code: bundle.code,
    market: bundle.market,
    month: text(certificate.payload.month, "month"),
    version: quantity(certificate.payload.version, "version"),
    issuedAt: certificate.time,
    level: bundle.level,
    hash: toHex(certificate.hash),
    entry: certificate.index,
    settledKwh: quantity(totals.settledKwh, "settledKwh"),
    ...optional("consumedWh", evidence.opened(certificate, "consumedWh")),
    ...optional("coincidentWh", evidence.opened(certificate, "coincidentWh") ?? coincident(lines)),
    ...(name === undefined ? {} : { holder: { name: text(name, "name"), ...optionalText("uscc", uscc) } }),
    unitProvince: bundle.code.slice(11, 13),
    lines: lines.map((line, at) => lineFigures(state, line, starts[at])),
    ...(state.path ? { kwh: kwhFigures(state) } : {}),
    ...(bundle.month ? { month96: monthFigures(state) } : {}),
    ledger: ledgerFigures(state),
    evidence: evidenceFigures(state),
  };
}

function optional<K extends string>(key: K, value: unknown): { readonly [key in K]?: number } {
  return typeof value === "number" ? ({ [key]: value } as { [key in K]: number }) : {};
}

function optionalText<K extends string>(key: K, value: unknown): { readonly [key in K]?: string } {
  return typeof value === "string" ? ({ [key]: value } as { [key in K]: string }) : {};
}

function coincident(lines: readonly ReadLine[]): number | undefined {
  let sum = 0;
  for (const line of lines) {
    if (line.coincidentWh === undefined) return undefined;
    sum += line.coincidentWh;
  }
  return lines.length === 0 ? undefined : sum;
}

function plantFigures(evidence: Evidence, code: string): PlantFigures {
  const { record } = evidence.record("plant.register", code);
  return {
    code,
    name: text(record.name, "name"),
    type: text(record.type, "type"),
    province: text(record.province, "province"),
    place: text(record.place, "place"),
    latE6: Number(record.latE6 ?? 0),
    lonE6: Number(record.lonE6 ?? 0),
    capacityKw: quantity(record.capacityKw, "capacityKw"),
    projectCode: text(record.projectCode ?? "", "projectCode"),
  };
}

function lineFigures(state: State, line: ReadLine, from: number | undefined): LineFigures {
  const { evidence } = state;
  const { plant, contract, contractKwh, settledKwh, path, sentWh, landedWh } = line;
  const record = contract === undefined ? undefined : evidence.record("contract.record", contract).record;
  const { result } = line.settle;
  const open = contractKwh !== undefined && path !== undefined;
  const G = quantity(result.G, "G");
  const C = quantity(result.C, "C");
  return {
    contract,
    ...(plant === undefined ? {} : { plant: plantFigures(evidence, plant) }),
    from,
    ...(record
      ? {
          mode: text(record.mode, "mode"),
          term: text(record.term, "term"),
          scope: text(record.scope, "scope"),
        }
      : {}),
    contractKwh,
    settledKwh,
    ...(contractKwh !== undefined && settledKwh !== undefined
      ? { deviationKwh: contractKwh - settledKwh }
      : {}),
    limitedBy: line.limitedBy,
    sentWh,
    landedWh,
    ...(sentWh !== undefined && landedWh !== undefined ? { lossWh: sentWh - landedWh } : {}),
    G,
    C,
    ...energyOf(state, plant),
    plantSentWh: quantity(result.sentWh, "sentWh"),
    ...(open ? { quotaWh: settleLine({ contractKwh, path, G, C, U: 0, D: 0 }).quotaWh } : {}),
    U: line.U,
    D: line.D,
    allowanceWh: line.allowanceWh,
    coincidentWh: line.coincidentWh,
    ...(open && landedWh !== undefined ? { channels: channelFigures(evidence, line) } : {}),
  };
}

function energyOf(state: State, plant: string | undefined) {
  const input = plant === undefined ? undefined : plantInputs(state).get(plant);
  return input ? { onGridWh: input.onGridWh, mechanismWh: input.mechanismWh } : {};
}

function channelFigures(evidence: Evidence, line: ReadLine): ChannelFigures[] {
  const path = line.path ?? [];
  return edgesOf(line.landedWh ?? 0, path).map((edge, at) => {
    const { channel, lossPpm } = need(path[at], "channel");
    return { ...edge, lossPpm, ...channelNames(evidence, channel) };
  });
}

function channelNames(evidence: Evidence, code: string) {
  const { record } = evidence.record("channel.register", code);
  return {
    code,
    name: text(record.name, "name"),
    fromProvince: text(record.fromProvince, "fromProvince"),
    toProvince: text(record.toProvince, "toProvince"),
  };
}

function kwhFigures(state: State): KwhFigures {
  const path = need(state.path, "path");
  const line = need(state.lines[path.line], "line");
  const readings = provedReadings(state);
  const codes = (line.path ?? []).map((edge) => edge.channel);
  const pieces = path.pieces.map((piece) => ({
    ...piece,
    channels: piece.channels.map((flow, at) => ({ channel: need(codes[at], "channel"), ...flow })),
    productionReadingWh: readingOf(readings.get(line.plant ?? ""), piece.productionInterval),
    consumptionReadingWh: readingOf(readings.get(line.unit ?? ""), piece.consumptionInterval),
  }));
  const channels = codes.map((code, at) => {
    const flow = { sentWh: 0, lossWh: 0, landedWh: 0 };
    for (const piece of path.pieces) {
      flow.sentWh += piece.channels[at]?.sentWh ?? 0;
      flow.lossWh += piece.channels[at]?.lossWh ?? 0;
      flow.landedWh += piece.channels[at]?.landedWh ?? 0;
    }
    return { ...flow, lossPpm: line.path?.[at]?.lossPpm ?? 0, ...channelNames(state.evidence, code) };
  });
  return {
    n: path.n,
    line: path.line,
    sentWh: path.sentWh,
    landedWh: 1000,
    lossWh: path.sentWh - 1000,
    channels,
    pieces: pieces.sort((a, b) => b.landedWh - a.landedWh || a.productionInterval - b.productionInterval),
  };
}

function ledgerFigures(state: State): Figures["ledger"] {
  const checkpoint = need(state.checkpoint, "checkpoint");
  return {
    size: checkpoint.size,
    root: toHex(checkpoint.root),
    quorum: checkpoint.quorum,
    members: checkpoint.members,
  };
}

const stageOfType: Readonly<Record<string, EvidenceStage>> = {
  "plant.register": "production",
  "contract.record": "trade",
  "channel.register": "transmission",
  "settlement.freeze": "settlement",
  "settlement.settle": "settlement",
  "settlement.trace": "settlement",
  "certificate.issue": "settlement",
};

/** Which entries stand behind each stage, each with the path that puts it into the log. */
function evidenceFigures({ evidence }: State): Record<EvidenceStage, EvidenceFigure[]> {
  const stages: Record<EvidenceStage, EvidenceFigure[]> = {
    production: [],
    trade: [],
    transmission: [],
    consumption: [],
    settlement: [],
  };
  // In the log's order, not in that of whoever wrote the bundle.
  for (const entry of [...evidence.entries.values()].sort((a, b) => a.index - b.index)) {
    const stage = stageOfType[entry.type] ?? meterStage(evidence, entry);
    if (stage) stages[stage].push(evidenceFigure(entry));
  }
  return stages;
}

/** A day's batch may hold meters of both sides: it stands where a reading of this bundle was taken from it. */
function meterStage({ bundle }: Evidence, entry: ReadEntry): EvidenceStage | undefined {
  if (entry.type !== "metering.anchor-day") return undefined;
  const places = [...(bundle.kwh?.readings ?? []), ...(bundle.month?.days ?? [])];
  const meter = places.find((place) => place.anchor === entry.index)?.meter;
  return meter === undefined ? undefined : meter.slice(9, 11) === "00" ? "consumption" : "production";
}

function evidenceFigure(entry: ReadEntry): EvidenceFigure {
  return {
    index: entry.index,
    type: entry.type,
    hash: toHex(entry.hash),
    proof: entry.proof.map(toHex),
    text: entry.text,
    signers: entry.signatures.map(({ keyId, alg }) => ({ keyId, alg, sealed: keyId.length !== 32 })),
  };
}
