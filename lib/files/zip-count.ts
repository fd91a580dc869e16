const localHeader = [0x50, 0x4b, 0x03, 0x04];

/** Counts the files whose beginning has arrived, for telling how far an archive is; parts in order. */
export function archiveCounter(): (part: Uint8Array) => number {
  let count = 0;
  let matched = 0;
  return (part) => {
    for (const byte of part) {
      matched = byte === localHeader[matched] ? matched + 1 : byte === localHeader[0] ? 1 : 0;
      if (matched === localHeader.length) {
        count++;
        matched = 0;
      }
    }
    return count;
  };
}
