import type { LineFigures } from "@/lib/proof/verify/figures";
import { PPM, sentThrough } from "@/lib/units/loss";

/** The three quantities of which the smallest is settled, all in Wh at the receiving end (domain §3). */
export interface Bounds {
  readonly contractWh: number;
  /** The contract carried back to the plant: what it would have to send. */
  readonly contractSentWh: number;
  readonly quotaWh: number;
  /** What of the quota arrives, channel by channel. */
  readonly arriving: readonly { readonly name: string; readonly lossPpm: number; readonly wh: number }[];
  readonly generationWh: number;
  /** Absent where it is withheld. */
  readonly consumptionWh?: number;
}

/** Undefined where the line's contract, path or quota is withheld. */
export function boundsOf(line: LineFigures): Bounds | undefined {
  const { contractKwh, quotaWh, channels, allowanceWh } = line;
  if (contractKwh === undefined || quotaWh === undefined || channels === undefined) return undefined;
  const contractWh = contractKwh * 1000;
  let wh = quotaWh;
  const arriving = channels.map(({ name, lossPpm }) => {
    wh = Number((BigInt(wh) * BigInt(PPM - lossPpm)) / BigInt(PPM));
    return { name, lossPpm, wh };
  });
  return {
    contractWh,
    contractSentWh: sentThrough(contractWh, channels),
    quotaWh,
    arriving,
    generationWh: wh,
    ...(allowanceWh === undefined ? {} : { consumptionWh: allowanceWh }),
  };
}
