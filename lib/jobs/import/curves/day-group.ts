/** What a file says of one meter's civil day, gathered line by line: it enters whole or not at all (domain §4). */
import { INTERVALS_PER_DAY } from "@/lib/units/interval";

const LINES_AT = 4;
const WH_AT = LINES_AT + 4 * INTERVALS_PER_DAY;
const PACKED_BYTES = WH_AT + 8 * INTERVALS_PER_DAY;

export class DayGroup {
  /** The line each reading stands on: 0 none, negative when the line is refused for a reason of its own. */
  readonly lines = new Int32Array(INTERVALS_PER_DAY);
  readonly wh = new Float64Array(INTERVALS_PER_DAY);
  /** Readings that broke a rule and count as 0 because the caller asked for it. */
  zeroed = 0;
  /** A line of the day was refused: none of the others enters. */
  spoiled = false;
  private seen = 0;

  isTaken(slot: number): boolean {
    return this.lines[slot] !== 0;
  }

  get isFull(): boolean {
    return this.seen === INTERVALS_PER_DAY;
  }

  get isEmpty(): boolean {
    return this.seen === 0;
  }

  put(slot: number, line: number, wh: number): void {
    this.lines[slot] = line;
    this.wh[slot] = wh;
    this.seen++;
  }

  /** The slot's line is refused: it is not free for another, and it spoils the day. */
  refuse(slot: number, line: number): void {
    this.lines[slot] = -line;
    this.spoiled = true;
    this.seen++;
  }

  /** How many readings no line gave. */
  get missing(): number {
    return INTERVALS_PER_DAY - this.seen;
  }

  /** The lines not refused so far, each once, ascending. */
  goodLines(): number[] {
    return distinct(this.lines, (line) => line > 0);
  }

  /** Every line that named a slot of the day, refused for a reading of its own or not. */
  allLines(): number[] {
    return distinct(this.lines, (line) => line !== 0);
  }

  pack(): Uint8Array {
    const bytes = new Uint8Array(PACKED_BYTES);
    const view = new DataView(bytes.buffer);
    view.setUint8(0, this.spoiled ? 1 : 0);
    view.setUint16(2, this.zeroed);
    for (let slot = 0; slot < INTERVALS_PER_DAY; slot++) {
      view.setInt32(LINES_AT + 4 * slot, this.lines[slot] ?? 0);
      view.setFloat64(WH_AT + 8 * slot, this.wh[slot] ?? 0);
    }
    return bytes;
  }

  static unpack(bytes: Uint8Array): DayGroup {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const group = new DayGroup();
    for (let slot = 0; slot < INTERVALS_PER_DAY; slot++) {
      const line = view.getInt32(LINES_AT + 4 * slot);
      if (line > 0) group.put(slot, line, view.getFloat64(WH_AT + 8 * slot));
      else if (line < 0) group.refuse(slot, -line);
    }
    group.zeroed = view.getUint16(2);
    group.spoiled = view.getUint8(0) === 1;
    return group;
  }
}

function distinct(lines: Int32Array, wanted: (line: number) => boolean): number[] {
  const found = new Set<number>();
  for (const line of lines) if (wanted(line)) found.add(Math.abs(line));
  return [...found].sort((a, b) => a - b);
}
