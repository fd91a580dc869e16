/** Whole numbers below 2^53 in as few bytes as they need: seven bits a byte, least significant first. */

export class VarintWriter {
  private bytes = new Uint8Array(1024);
  private size = 0;

  byte(value: number): void {
    if (this.size === this.bytes.length) {
      const wider = new Uint8Array(this.size * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes[this.size++] = value;
  }

  unsigned(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`no whole number below 2^53: ${value}`);
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** Zigzag: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.size);
  }
}

/** Throws RangeError on a number cut short, of 2^53 and above, or written longer than needed. */
export class VarintReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError("varint: the bytes end early");
    return value;
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte % 128) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError("varint: 2^53 or more");
      if (byte === 0 && scale > 1) throw new RangeError("varint: longer than needed");
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Throws unless every byte was read. */
  finish(): void {
    if (this.at !== this.bytes.length) throw new RangeError("varint: bytes left over");
  }
}
