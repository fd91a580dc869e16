/**
 * Rule 3: what a channel lost in a month lies within its registered loss and a band round it.
 *
 * The market holds no gate meters: the only losses it knows are those its lines were settled with. So the rule adds up
 * what the month's lines sent into a channel and what they lost there, and compares the two with the value the channel
 * is registered with today. A line settled with another value, or rows that no longer add up, stand out; a line that
 * really loses more than its registered value cannot be seen here. A registration beyond any published channel is named.
 */

import type { Month } from "@/lib/units/interval";
import { PPM } from "@/lib/units/loss";
import type { Finding } from "./finding";
import { CHANNEL_LOSS } from "./thresholds";

export interface ChannelOf {
  readonly code: string;
  readonly fromProvince: string;
  readonly toProvince: string;
  readonly lossPpm: number;
  readonly entry: number;
}

/** What the lines of a month sent into a channel and lost on it, Wh. */
export interface ChannelFlow {
  readonly sentWh: number;
  readonly lossWh: number;
  readonly lines: number;
}

/** What the month's lines lost against what they sent, in ppm, is off the registered value by more than the band; nothing is said of small flows. */
export function lossOutsideBand(channel: ChannelOf, month: Month, flow: ChannelFlow): Finding | undefined {
  const { sentWh, lossWh, lines } = flow;
  if (sentWh < CHANNEL_LOSS.leastSentWh) return undefined;
  const effectivePpm = Number((BigInt(lossWh) * BigInt(PPM) + BigInt(sentWh) / 2n) / BigInt(sentWh));
  if (Math.abs(effectivePpm - channel.lossPpm) <= CHANNEL_LOSS.bandPpm) return undefined;
  return {
    ...{ rule: "channel-loss", object: channel.code, period: month, month },
    ...{ provinces: [channel.fromProvince, channel.toProvince], severity: "medium" },
    evidence: {
      ...{ kind: "channel-loss", channel: channel.code, month, registeredPpm: channel.lossPpm, effectivePpm },
      ...{ bandPpm: CHANNEL_LOSS.bandPpm, sentWh, lossWh, lines },
    },
  };
}

/** The registered value itself is beyond any published channel, in whatever month. */
export function lossRegisteredTooHigh(channel: ChannelOf): Finding | undefined {
  if (channel.lossPpm <= CHANNEL_LOSS.highestPpm) return undefined;
  return {
    ...{ rule: "channel-loss", object: channel.code, period: "registered", month: "" },
    ...{ provinces: [channel.fromProvince, channel.toProvince], severity: "medium" },
    evidence: {
      ...{ kind: "loss-registered", channel: channel.code, registeredPpm: channel.lossPpm },
      ...{ highestPpm: CHANNEL_LOSS.highestPpm, entry: channel.entry },
    },
  };
}
