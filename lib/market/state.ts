import { compareText, fromUtf8, toHex, utf8 } from "@/lib/crypto/bytes";
import { canonicalBytes, type Json } from "@/lib/crypto/canonical";
import type { Roster } from "@/lib/market/members/roster";
import type {
  CertificateRow,
  ChannelRow,
  ClosedMonthRow,
  CodeRow,
  ContractedRow,
  ContractRow,
  CounterRow,
  DayRow,
  FrozenPlantRow,
  FrozenUnitRow,
  KeyRow,
  LineRow,
  Mark,
  MarketRow,
  MechanismRow,
  MemberKeyRow,
  MemberNameRow,
  MeterRow,
  MonthRow,
  NonceRow,
  ParticipantRow,
  PlantRow,
  SettledPlantRow,
  TraceRow,
  UnitRow,
} from "@/lib/market/rows";

export type * from "@/lib/market/rows";

/**
 * The market's state: an ordered map from ASCII keys to bytes. A table is a key prefix; `<table>/<id…>` where no
 * id contains a slash. JSON values are canonical, packed values are raw bytes.
 */
export interface StateReader {
  get(key: string): Uint8Array | undefined;
  /** Keys with this prefix, ascending by bytes. */
  keys(prefix: string): Iterable<string>;
}

export interface State extends StateReader {
  put(key: string, value: Uint8Array): void;
  delete(key: string): void;
}

export type Writes = Map<string, Uint8Array | null>;

/** A reader with what one command would write laid over it; `writes` is what is left to apply. */
export function bufferedState(reader: StateReader): State & { readonly writes: Writes } {
  const writes: Writes = new Map();
  return {
    writes,
    get: (key) => {
      const written = writes.get(key);
      return written === undefined ? reader.get(key) : (written ?? undefined);
    },
    put: (key, value) => void writes.set(key, value),
    delete: (key) => void writes.set(key, null),
    keys: (prefix) => mergedKeys(reader, writes, prefix),
  };
}

function* mergedKeys(reader: StateReader, writes: Writes, prefix: string): Iterable<string> {
  const written = [...writes.keys()].filter((key) => key.startsWith(prefix)).sort(compareText);
  let next = 0;
  for (const key of reader.keys(prefix)) {
    for (let own = written[next]; own !== undefined && compareText(own, key) < 0; own = written[++next]) {
      if (writes.get(own) !== null) yield own;
    }
    if (written[next] === key) next++;
    if (writes.get(key) !== null) yield key;
  }
  for (; next < written.length; next++) {
    const own = written[next];
    if (own !== undefined && writes.get(own) !== null) yield own;
  }
}

export interface Table<T> {
  readonly name: string;
  key(...ids: string[]): string;
  decode(bytes: Uint8Array): T;
  get(state: StateReader, ...ids: string[]): T | undefined;
  has(state: StateReader, ...ids: string[]): boolean;
  put(state: State, ids: readonly string[], value: T): void;
  delete(state: State, ...ids: string[]): void;
  /** The ids (all of them) of the rows whose first ids are these, ascending by bytes. */
  ids(state: StateReader, ...first: string[]): Iterable<string[]>;
  /** As `ids`, with the rows. */
  list(state: StateReader, ...first: string[]): Iterable<[ids: string[], value: T]>;
}

function table<T>(
  name: string,
  encode: (value: T) => Uint8Array,
  decode: (bytes: Uint8Array) => T,
): Table<T> {
  const key = (...ids: string[]) => [name, ...ids].join("/");
  const get = (state: StateReader, ...ids: string[]): T | undefined => {
    const bytes = state.get(key(...ids));
    return bytes === undefined ? undefined : decode(bytes);
  };
  function* ids(state: StateReader, ...first: string[]): Iterable<string[]> {
    for (const found of state.keys(`${key(...first)}/`)) yield found.split("/").slice(1);
  }
  return {
    name,
    key,
    decode,
    get,
    has: (state, ...of) => state.get(key(...of)) !== undefined,
    put: (state, of, value) => state.put(key(...of), encode(value)),
    delete: (state, ...of) => state.delete(key(...of)),
    ids,
    *list(state, ...first) {
      for (const of of ids(state, ...first)) {
        const value = get(state, ...of);
        if (value !== undefined) yield [of, value];
      }
    },
  };
}

/** Rows of canonical JSON. Members that are undefined are left out. */
export function jsonTable<T extends object>(name: string): Table<T> {
  return table<T>(name, encodeRow, decodeRow<T>);
}

/** Rows of packed bytes. */
export function bytesTable(name: string): Table<Uint8Array> {
  return table<Uint8Array>(
    name,
    (value) => value,
    (bytes) => bytes,
  );
}

function encodeRow(value: object): Uint8Array {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return canonicalBytes(Object.fromEntries<Json>(members));
}

/** Only rows written by `encodeRow` are read back: the store protects them by a hash of their own. */
function decodeRow<T>(bytes: Uint8Array): T {
  return JSON.parse(fromUtf8(bytes)) as T;
}

/** Text as an id: hex of its UTF-8 bytes, so that order is that of the bytes and no slash comes in. */
export function textId(text: string): string {
  return toHex(utf8(text));
}

/** A settlement version as an id: four digits, so that order is that of the numbers. */
export function versionId(version: number): string {
  return String(version).padStart(4, "0");
}

/** An entry index or a time as an id: sixteen digits, so that order is that of the numbers. */
export function indexId(index: number): string {
  return String(index).padStart(16, "0");
}

export const MARKET_KEY = "market";
const marketTable = jsonTable<MarketRow>(MARKET_KEY);
/** The market's one row; undefined before genesis. */
export function readMarket(state: StateReader): MarketRow | undefined {
  return marketTable.get(state);
}
export function writeMarket(state: State, row: MarketRow): void {
  marketTable.put(state, [], row);
}

/** roster/<indexId of from> */
export const rosters = jsonTable<Roster>("roster");
/** participant/<code> */
export const participants = jsonTable<ParticipantRow>("participant");
/** key/<keyId> */
export const keys = jsonTable<KeyRow>("key");
/** participant-key/<participant>/<keyId> */
export const participantKeys = jsonTable<Mark>("participant-key");
/** member-key/<keyId>: cosign keys of the roster in force */
export const memberKeys = jsonTable<MemberKeyRow>("member-key");
/** member-name/<name>: the same members by name */
export const memberNames = jsonTable<MemberNameRow>("member-name");
/** plant/<code> */
export const plants = jsonTable<PlantRow>("plant");
/** unit/<code> */
export const units = jsonTable<UnitRow>("unit");
/** meter/<code> */
export const meters = jsonTable<MeterRow>("meter");
/** asset-meter/<plant or unit code>/<meter> */
export const assetMeters = jsonTable<Mark>("asset-meter");
/** channel/<code> */
export const channels = jsonTable<ChannelRow>("channel");
/** contract/<code> */
export const contracts = jsonTable<ContractRow>("contract");
/** contract-number/<textId of number> */
export const contractNumbers = jsonTable<CodeRow>("contract-number");
/** plant-contract/<month>/<plant>/<contract> */
export const plantContracts = jsonTable<Mark>("plant-contract");
/** unit-contract/<month>/<unit>/<contract> */
export const unitContracts = jsonTable<Mark>("unit-contract");
/** contracted-plant/<month>/<plant>: C so far, Wh sent */
export const contractedPlants = jsonTable<ContractedRow>("contracted-plant");
/** contracted-unit/<month>/<unit>: D so far, Wh landed */
export const contractedUnits = jsonTable<ContractedRow>("contracted-unit");

/** day/<meter>/<YYYYMMDD> */
export const days = jsonTable<DayRow>("day");
/** meter-month/<meter>/<month>: T × u48be */
export const meterMonths = bytesTable("meter-month");
/** closed-month/<meter>/<month> */
export const closedMonths = jsonTable<ClosedMonthRow>("closed-month");
/** mechanism/<plant>/<month> */
export const mechanisms = jsonTable<MechanismRow>("mechanism");

/** month/<month> */
export const months = jsonTable<MonthRow>("month");
/** frozen-plant/<month>/<versionId>/<plant> */
export const frozenPlants = jsonTable<FrozenPlantRow>("frozen-plant");
/** frozen-unit/<month>/<versionId>/<unit> */
export const frozenUnits = jsonTable<FrozenUnitRow>("frozen-unit");
/** settled-plant/<month>/<versionId>/<plant> */
export const settledPlants = jsonTable<SettledPlantRow>("settled-plant");
/** line/<month>/<versionId>/<contract> */
export const lines = jsonTable<LineRow>("line");
/** trace/<month>/<versionId>/<contract> */
export const traces = jsonTable<TraceRow>("trace");
/** segments/<month>/<versionId>/<contract>: packed as lib/tracing/pack */
export const segments = bytesTable("segments");

/** certificate/<code> */
export const certificates = jsonTable<CertificateRow>("certificate");
/** unit-certificate/<month>/<unit> */
export const unitCertificates = jsonTable<CodeRow>("unit-certificate");

/** counter/<letter>: the next sequence of that letter, from 1 */
export const counters = jsonTable<CounterRow>("counter");
/** imported/<letter>/<textId of id> */
export const imported = jsonTable<CodeRow>("imported");
/** nonce/<keyId>/<nonce> */
export const nonces = jsonTable<NonceRow>("nonce");

/** nonce-expiry/<notAfter, 16 digits>/<keyId>/<nonce>: in the order in which nonces may be forgotten */
export const nonceExpiries = jsonTable<Mark>("nonce-expiry");

/** Whether the month is frozen: commands effective in it are refused. */
export function isFrozen(state: StateReader, month: string): boolean {
  return months.has(state, month);
}
