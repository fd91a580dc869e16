import { edgesOf } from "@/lib/units/loss";
import type { Passed, State } from "./checks";
import { insistBefore, quantity, text } from "./evidence";
import type { ReadLine } from "./lines";
import { insist, withheld } from "./mismatch";

/** `channels`: registered losses, an unbroken way, sent = landed + loss on each channel and on the whole. */
export function checkChannels(state: State): Passed {
  const { lines } = state;
  if (lines.length === 0) throw withheld("the channels are not disclosed");
  let crossed = 0;
  for (const line of lines) {
    const { path, sentWh, landedWh } = line;
    if (path === undefined || sentWh === undefined || landedWh === undefined)
      throw withheld("a path is withheld");
    checkWay(state, line);
    const edges = edgesOf(landedWh, path);
    insist((edges[0]?.sentWh ?? landedWh) === sentWh, "loss-sum", "sent is not landed and lost", {
      sentWh,
      landedWh,
    });
    crossed += path.length;
  }
  return {
    reason: "sent = landed + lost on every channel, to the Wh",
    detail: { lines: lines.length, crossed },
  };
}

/** From the plant's province, channel by channel where the last ended, none twice, each with its registered loss. */
function checkWay({ evidence }: State, line: ReadLine): void {
  const path = line.path ?? [];
  const seen = new Set<string>();
  let province = line.plant === undefined ? undefined : plantProvince(evidence, line.plant);
  for (const { channel, lossPpm } of path) {
    const { record, entry } = evidence.record("channel.register", channel);
    insistBefore(entry, line.settle);
    const registered = quantity(record.lossPpm, "lossPpm");
    insist(registered === lossPpm, "channel-loss", `another loss than registered`, {
      channel,
      registered,
      lossPpm,
    });
    insist(!seen.has(channel), "channel-path", "a channel appears twice", { channel });
    const from = text(record.fromProvince, "fromProvince");
    insist(province === undefined || from === province, "channel-path", "the channels do not meet", {
      channel,
    });
    seen.add(channel);
    province = text(record.toProvince, "toProvince");
  }
  const unitProvince = evidence.bundle.code.slice(11, 13);
  insist(
    province === undefined || province === unitProvince,
    "channel-path",
    "the path ends in another province",
  );
}

function plantProvince(evidence: State["evidence"], plant: string): string {
  return text(evidence.record("plant.register", plant).record.province, "province");
}
