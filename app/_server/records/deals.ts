import "server-only";
import { compareText } from "@/lib/crypto/bytes";
import { ascending, type Columns, type Named } from "@/lib/store/queries/columns";
import type { Directory } from "@/lib/store/queries/directory";
import type { RecordsAsked } from "./asked";
import { once } from "./matching";

/** Of a plant, a unit, a retailer or a path: what of the address it answers. */
const FITS = 1;
const PLACE = 2;
const OWNER = 4;
const NAMED = 8;

/** Channels of a path as its column holds it. */
export type ChannelsOf = (path: string) => readonly string[];

/** Rows of several months' columns by one number each, the months one behind the other. */
export class DealRows {
  readonly size: number;
  private readonly starts: readonly number[];

  constructor(readonly months: readonly Columns[]) {
    let size = 0;
    this.starts = months.map((columns) => {
      size += columns.size;
      return size - columns.size;
    });
    this.size = size;
  }

  /** The month of a row and its place there. */
  at(row: number): { readonly columns: Columns; readonly at: number } {
    let month = this.starts.length - 1;
    while (month > 0 && (this.starts[month] ?? 0) > row) month--;
    const columns = this.months[month];
    if (columns === undefined) throw new RangeError(`no row ${row}`);
    return { columns, at: row - (this.starts[month] ?? 0) };
  }

  /** Those that fit, in the order of the columns. */
  select(fitting: (columns: Columns) => (at: number) => boolean): Uint32Array {
    const found = new Uint32Array(this.size);
    let count = 0;
    for (const [month, columns] of this.months.entries()) {
      const [fits, start] = [fitting(columns), this.starts[month] ?? 0];
      for (let at = 0; at < columns.size; at++) if (fits(at)) found[count++] = start + at;
    }
    return found.slice(0, count);
  }

  /** The rows by a number of each, equal ones as they stood. */
  sorted(rows: Uint32Array, numberOf: NumberOf, descending: boolean) {
    const values = Float64Array.from(rows, (row) => {
      const { columns, at } = this.at(row);
      return numberOf(columns, at);
    });
    const most = descending ? values.reduce((largest, one) => Math.max(largest, one), 0) : 0;
    const order = ascending(descending ? values.map((one) => most - one) : values);
    return order.map((place) => rows[place] ?? 0);
  }
}

type NumberOf = (columns: Columns, at: number) => number;

/** The rows in the order the address asks for; as they stand where it asks for none of the columns. */
export function orderedRows(
  deals: DealRows,
  rows: Uint32Array,
  sort: string,
  sortable: readonly string[],
  made: Readonly<Record<string, NumberOf>> = {},
): Uint32Array {
  const [column, descending] = [sort.replace(/^-/, ""), sort.startsWith("-")];
  if (!sortable.includes(column)) return rows;
  if (column === "number") return byNumberText(deals, rows, descending);
  const month: NumberOf = (columns, at) => Number(nameAt(columns, "month", at).replace("-", ""));
  const own: NumberOf = (columns, at) => numberAt(columns, column, at);
  return deals.sorted(rows, column === "month" ? month : (made[column] ?? own), descending);
}

function byNumberText(deals: DealRows, rows: Uint32Array, descending: boolean): Uint32Array {
  const keyed = Array.from(rows, (row) => {
    const { columns, at } = deals.at(row);
    return { row, number: textAt(columns, "number", at) };
  });
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => sign * compareText(a.number, b.number));
  return Uint32Array.from(keyed, ({ row }) => row);
}

/** Whether a row is one of those asked for: each plant, unit and path is looked at once, each row by four numbers. */
export function dealFitting(
  directory: Directory,
  asked: RecordsAsked,
  channelsOf: ChannelsOf,
): (columns: Columns) => (at: number) => boolean {
  const { participant, province, contract, q } = asked;
  const text = q.trim().toLowerCase();
  const looks = endLooks(directory, asked, text, channelsOf);
  const has = textIn(text);
  return ({ named, texts }) => {
    const [source, target] = [flagged(named.plant, looks.plant), flagged(named.unit, looks.unit)];
    const [via, path] = [flagged(named.via, looks.via), flagged(named.path, looks.path)];
    const { code = [], number = [] } = texts;
    return (at) => {
      const [from, to] = [source(at), target(at)];
      if ((from & to & path(at) & FITS) === 0) return false;
      if (province !== "" && ((from | to) & PLACE) === 0) return false;
      if (participant !== "" && ((from | to | via(at)) & OWNER) === 0) return false;
      if (contract !== "" && code[at] !== contract) return false;
      return text === "" || ((from | to) & NAMED) !== 0 || has(number[at] ?? "");
    };
  };
}

/** Whether a text holds this one (in small letters), whatever its own are. Letters that have no case need no lowering. */
function textIn(text: string): (whole: string) => boolean {
  if (text === text.toUpperCase()) return (whole) => whole.includes(text);
  return (whole) => whole.toLowerCase().includes(text);
}

type Look = (name: string) => number;

function endLooks(
  { plants, units, participants }: Directory,
  asked: RecordsAsked,
  text: string,
  channelsOf: ChannelsOf,
): Readonly<Record<"plant" | "unit" | "via" | "path", Look>> {
  const { plant, unit, channel, participant, province, from, to, scope } = asked;
  const has = (name: string | undefined) => text !== "" && (name?.toLowerCase().includes(text) ?? false);
  const flags = (fits: boolean, place: string | undefined, owner: string | undefined, isNamed: boolean) =>
    (fits ? FITS : 0) |
    (place === province ? PLACE : 0) |
    (owner === participant ? OWNER : 0) |
    (isNamed ? NAMED : 0);
  // The same plants and units stand in every month.
  return {
    plant: once((code) => {
      const row = plants.get(code);
      const fits = (plant === "" || code === plant) && (from === "" || row?.province === from);
      return flags(fits, row?.province, row?.owner, has(row?.name));
    }),
    unit: once((code) => {
      const row = units.get(code);
      const fits = (unit === "" || code === unit) && (to === "" || row?.province === to);
      const isNamed = has(row?.name) || has(participants.get(row?.owner ?? "")?.name);
      return flags(fits, row?.province, row?.owner, isNamed);
    }),
    via: (code) => flags(true, undefined, code, false),
    path: (way) => {
      const channels = channelsOf(way);
      const isScope = scope === "" || (scope === "within") === (channels.length === 0);
      return flags(isScope && (channel === "" || channels.includes(channel)), undefined, undefined, false);
    },
  };
}

/** Of a named column, what each name was found to be. */
function flagged(named: Named | undefined, look: Look): (at: number) => number {
  const flags = Uint8Array.from(named?.names ?? [], look);
  return (at) => flags[named?.at[at] ?? 0] ?? 0;
}

/** A named column's text of a row. */
export function nameAt(columns: Columns, column: string, at: number): string {
  const named = columns.named[column];
  return named?.names[named.at[at] ?? 0] ?? "";
}

export function numberAt(columns: Columns, column: string, at: number): number {
  return columns.numbers[column]?.[at] ?? 0;
}

export function textAt(columns: Columns, column: string, at: number): string {
  return columns.texts[column]?.[at] ?? "";
}
