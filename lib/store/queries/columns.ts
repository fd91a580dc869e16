import { fromUtf8, utf8 } from "@/lib/crypto/bytes";

// Very many rows by columns: what is named often is named once, numbers lie side by side. Three hundred thousand rows
// are some megabytes, looked through in milliseconds, where as many objects would fill the heap.

/** A column of few different texts: row `i` has `names[at[i]]`. */
export interface Named {
  readonly names: readonly string[];
  readonly at: Uint32Array;
}

export interface Columns {
  readonly size: number;
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly named: Readonly<Record<string, Named>>;
  /** Whole numbers from 0, below 2^53. */
  readonly numbers: Readonly<Record<string, Float64Array>>;
}

/** How rows become columns. */
export interface Shape<T> {
  readonly texts: Readonly<Record<string, (row: T) => string>>;
  readonly named: Readonly<Record<string, (row: T) => string>>;
  readonly numbers: Readonly<Record<string, (row: T) => number>>;
}

export function columnsOf<T>(rows: readonly T[], { texts, named, numbers }: Shape<T>): Columns {
  const each = <A, B>(of: Readonly<Record<string, A>>, make: (one: A) => B): Record<string, B> =>
    Object.fromEntries(Object.entries(of).map(([name, one]) => [name, make(one)]));
  return {
    size: rows.length,
    texts: each(texts, (of) => rows.map(of)),
    named: each(named, (of) => {
      const places = new Map<string, number>();
      const at = Uint32Array.from(rows, (row) => {
        const name = of(row);
        const place = places.get(name) ?? places.size;
        places.set(name, place);
        return place;
      });
      return { names: [...places.keys()], at };
    }),
    numbers: each(numbers, (of) => Float64Array.from(rows, of)),
  };
}

interface Header {
  readonly size: number;
  readonly texts: Readonly<Record<string, readonly string[]>>;
  readonly names: Readonly<Record<string, readonly string[]>>;
  readonly numbers: readonly string[];
}

const HEAD = 8;
const padded = (length: number): number => Math.ceil(length / 8) * 8;

/** Header's length, header in JSON, then the columns in its order, each from a multiple of eight on. */
export function packColumns({ size, texts, named, numbers }: Columns): Uint8Array {
  const names = Object.fromEntries(Object.entries(named).map(([name, { names: own }]) => [name, own]));
  const header = utf8(JSON.stringify({ size, texts, names, numbers: Object.keys(numbers) } satisfies Header));
  const arrays = [...Object.values(named).map(({ at }) => at), ...Object.values(numbers)];
  const length = arrays.reduce((sum, one) => sum + padded(one.byteLength), HEAD + padded(header.length));
  const packed = new Uint8Array(length);
  new DataView(packed.buffer).setUint32(0, header.length, true);
  packed.set(header, HEAD);
  let next = HEAD + padded(header.length);
  for (const { buffer, byteOffset, byteLength } of arrays) {
    packed.set(new Uint8Array(buffer, byteOffset, byteLength), next);
    next += padded(byteLength);
  }
  return packed;
}

/** What a seal vouches for. */
export function unpackColumns(packed: Uint8Array): Columns {
  const { buffer } = packed.byteOffset % 8 === 0 ? packed : packed.slice();
  const start = packed.byteOffset % 8 === 0 ? packed.byteOffset : 0;
  const length = new DataView(buffer).getUint32(start, true);
  const header: Header = JSON.parse(fromUtf8(new Uint8Array(buffer, start + HEAD, length)));
  let next = start + HEAD + padded(length);
  const take = (bytes: number): number => {
    const from = next;
    next += padded(bytes * header.size);
    return from;
  };
  return {
    size: header.size,
    texts: header.texts,
    named: Object.fromEntries(
      Object.entries(header.names).map(([name, names]) => {
        return [name, { names, at: new Uint32Array(buffer, take(4), header.size) }];
      }),
    ),
    numbers: Object.fromEntries(
      header.numbers.map((name) => [name, new Float64Array(buffer, take(8), header.size)]),
    ),
  };
}

/** Places of the values in ascending order, equal ones as they stood: a radix sort over 16 bits at a time. */
export function ascending(values: Float64Array): Uint32Array {
  let order = Uint32Array.from(values, (_, at) => at);
  const largest = values.reduce((most, one) => Math.max(most, one), 0);
  for (let unit = 1; unit <= largest; unit *= 65_536) {
    const starts = new Uint32Array(65_537);
    const digit = (at: number): number => Math.floor((values[at] ?? 0) / unit) % 65_536;
    for (const at of order) starts[digit(at) + 1] = (starts[digit(at) + 1] ?? 0) + 1;
    for (let n = 1; n < starts.length; n++) starts[n] = (starts[n] ?? 0) + (starts[n - 1] ?? 0);
    const next = new Uint32Array(order.length);
    for (const at of order) {
      const place = starts[digit(at)] ?? 0;
      next[place] = at;
      starts[digit(at)] = place + 1;
    }
    order = next;
  }
  return order;
}
