import type { ChannelChoice } from "./form-fields";

/** The channels a form's text names, as far as they are known. */
export function pathAt(text: string, channels: readonly ChannelChoice[]): ChannelChoice[] {
  const path: ChannelChoice[] = [];
  for (const id of text === "" ? [] : text.split(">")) {
    const channel = channels.find((one) => one.id === id);
    if (channel === undefined) return path;
    path.push(channel);
  }
  return path;
}

/** Channels that start in a province and do not lead back to where the path has been. */
export function nextChannels(
  at: string,
  path: readonly ChannelChoice[],
  channels: readonly ChannelChoice[],
): ChannelChoice[] {
  const used = new Set(path.map(({ code }) => code));
  return channels.filter(({ code, fromProvince }) => fromProvince === at && !used.has(code));
}
