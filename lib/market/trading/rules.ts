import { WH_PER_KWH } from "@/lib/units/energy";
import { type PathEdge, sentThrough } from "@/lib/units/loss";

/** What makes a path and a quantity admissible (domain §3). Pure: importers ask the same before they submit. */

/** A line of this many Wh sent, or more, is refused when recorded. */
export const SENT_LIMIT_WH = 2 ** 48;

export interface PathChannel extends PathEdge {
  readonly code: string;
  readonly fromProvince: string;
  readonly toProvince: string;
}

/**
 * Whether the channels, from the sending to the receiving end, lead from the plant's province to the unit's: each
 * starts where the last ended, none stands twice, and there is none only inside one province. Undefined, or why not.
 */
export function pathProblem(
  path: readonly PathChannel[],
  plantProvince: string,
  unitProvince: string,
): string | undefined {
  let at = plantProvince;
  const seen = new Set<string>();
  for (const channel of path) {
    if (seen.has(channel.code)) return "a channel stands twice";
    if (channel.fromProvince !== at) return `a channel starts in ${channel.fromProvince}, not in ${at}`;
    seen.add(channel.code);
    at = channel.toProvince;
  }
  if (at === unitProvince) return undefined;
  return path.length === 0 ? "no channels between two provinces" : `ends in ${at}, not in ${unitProvince}`;
}

/** What a contract's whole quantity sends, in Wh; undefined for less than 1 kWh or for 2^48 Wh and more. */
export function contractSentWh(contractKwh: number, path: readonly PathEdge[]): number | undefined {
  if (!Number.isSafeInteger(contractKwh) || contractKwh < 1) return undefined;
  const sentWh = sentThrough(contractKwh * WH_PER_KWH, path);
  return sentWh < SENT_LIMIT_WH ? sentWh : undefined;
}
