/** What `settle` answers (formats, "Answers out"): ids as imported, lines by the bytes of the contract's number. */
import { compareText } from "@/lib/crypto/bytes";
import type { OpenSide } from "@/lib/market/settlement/model";
import type { MarketLine } from "@/lib/market/settlement/settle-market";
import { channels, contracts, lines, plants, type StateReader, units, versionId } from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";
import { edgesOf } from "@/lib/units/loss";

export interface ChannelAnswer {
  readonly channel: string;
  readonly sentWh: number;
  readonly lossWh: number;
  readonly landedWh: number;
}

export interface LineAnswer {
  /** Contract number. */
  readonly contract: string;
  readonly plant: string;
  readonly unit: string;
  readonly contractKwh: number;
  readonly settledKwh: number;
  readonly limitedBy: string;
  readonly deviationKwh: number;
  readonly sentWh: number;
  readonly landedWh: number;
  readonly lossWh: number;
  readonly channels: readonly ChannelAnswer[];
}

export interface SettleRefusal {
  readonly contract: string;
  readonly code: string;
  readonly reason: string;
}

export interface SettleAnswer {
  readonly month: Month;
  readonly version: number;
  readonly lines: readonly LineAnswer[];
  readonly refused: readonly SettleRefusal[];
}

/** The lines a settled month has in the ledger. */
export function settledLines(state: StateReader, month: Month, version: number): LineAnswer[] {
  const answers: LineAnswer[] = [];
  for (const [[, , code = ""], { values }] of lines.list(state, month, versionId(version))) {
    const { contractKwh, settledKwh, limitedBy, sentWh, landedWh, path } = values;
    const edges = edgesOf(landedWh, path);
    answers.push({
      contract: contracts.get(state, code)?.number ?? "",
      plant: plants.get(state, values.plant)?.id ?? "",
      unit: units.get(state, values.unit)?.id ?? "",
      ...{ contractKwh, settledKwh, limitedBy, deviationKwh: contractKwh - settledKwh },
      ...{ sentWh, landedWh, lossWh: sentWh - landedWh },
      channels: path.map(({ channel }, at) => channelAnswer(state, channel, edges[at])),
    });
  }
  return answers.sort((a, b) => compareText(a.contract, b.contract));
}

/** The lines of a preview, whose objects are trace codes. */
export function previewLines(state: StateReader, previewed: readonly MarketLine[]): LineAnswer[] {
  return previewed.map((line) => {
    const { contractKwh, settledKwh, limitedBy, deviationKwh, sentWh, landedWh } = line;
    return {
      contract: line.number,
      plant: plants.get(state, line.plant)?.id ?? "",
      unit: units.get(state, line.unit)?.id ?? "",
      ...{ contractKwh, settledKwh, limitedBy, deviationKwh },
      ...{ sentWh, landedWh, lossWh: sentWh - landedWh },
      channels: line.path.map(({ channel }, at) => channelAnswer(state, channel, line.edges[at])),
    };
  });
}

function channelAnswer(
  state: StateReader,
  code: string,
  flow: { sentWh: number; lossWh: number; landedWh: number } | undefined,
): ChannelAnswer {
  const { sentWh = 0, lossWh = 0, landedWh = 0 } = flow ?? {};
  return { channel: channels.get(state, code)?.id ?? "", sentWh, lossWh, landedWh };
}

/** One refusal per contract and open side, the plant's before the unit's. */
export function openRefusals(state: StateReader, open: readonly OpenSide[]): SettleRefusal[] {
  return open
    .map(({ number, side, asset }) => ({
      contract: number,
      code: "not-closed",
      reason: reasonOf(state, side, asset),
      side,
    }))
    .sort((a, b) => compareText(a.contract, b.contract) || (a.side < b.side ? 1 : -1))
    .map(({ contract, code, reason }) => ({ contract, code, reason }));
}

function reasonOf(state: StateReader, side: OpenSide["side"], asset: string): string {
  const what = side === "generation" ? "plant" : "unit";
  const id = (side === "generation" ? plants.get(state, asset) : units.get(state, asset))?.id ?? asset;
  return `${what} ${id}: readings of the month are missing`;
}
