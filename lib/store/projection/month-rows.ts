import { fromHex } from "@/lib/crypto/bytes";
import * as state from "@/lib/market/state";
import type { Row } from "@/lib/store/rows/table";
import * as tables from "@/lib/store/rows/tables";
import { jsonProjector, type Projector } from "./projector";

/** Keys `<table>/<month>/<version>/<object>`. */
const versioned =
  (object: string) =>
  ([month = "", version = "", code = ""]: readonly string[]): Row => ({
    month,
    version: Number(version),
    [object]: code,
  });
const lineKey = ([, version = "", contract = ""]: readonly string[]): Row => ({
  contract,
  version: Number(version),
});

/** Closed months, mechanism energy, settlement, tracing and certificates: what became of it. */
export const monthProjectors: readonly Projector[] = [
  jsonProjector<state.ClosedMonthRow>(state.closedMonths.name, tables.meterMonthTable, {
    key: ([meter = "", month = ""]) => ({ meter, month }),
    columns: ({ entry }) => ({ entry }),
  }),
  jsonProjector<state.MechanismRow>(state.mechanisms.name, tables.mechanismTable, {
    key: ([plant = "", month = ""]) => ({ plant, month }),
    columns: ({ wh, entry }) => ({ wh, entry }),
  }),
  jsonProjector<state.MonthRow>(state.months.name, tables.settlementMonthTable, {
    key: ([month = ""]) => ({ month }),
    columns: ({ version, stage }) => ({ version, stage }),
  }),
  jsonProjector<state.FrozenPlantRow>(state.frozenPlants.name, tables.frozenPlantTable, {
    key: versioned("plant"),
    columns: () => ({}),
  }),
  jsonProjector<state.FrozenUnitRow>(state.frozenUnits.name, tables.frozenUnitTable, {
    key: versioned("unit"),
    columns: () => ({}),
  }),
  jsonProjector<state.SettledPlantRow>(state.settledPlants.name, tables.settledPlantTable, {
    key: versioned("plant"),
    columns: ({ result, entry, traceEntry }) => ({
      entry,
      traceEntry: traceEntry ?? null,
      settledWh: result.settledWh,
      sentWh: result.sentWh,
      unsoldWh: result.unsoldWh,
    }),
  }),
  jsonProjector<state.LineRow>(state.lines.name, tables.lineTable, {
    key: lineKey,
    columns: ({ values, leafHash, entry }, [month = ""]) => ({
      month,
      plant: values.plant,
      hash: fromHex(leafHash),
      entry,
    }),
  }),
  jsonProjector<state.TraceRow>(state.traces.name, tables.traceTable, {
    key: lineKey,
    columns: ({ leafHash, count }, [month = ""]) => ({ month, count, hash: fromHex(leafHash) }),
  }),
  {
    source: state.segments.name,
    table: tables.segmentsTable,
    key: lineKey,
    row: (ids) => ({ ...lineKey(ids), month: ids[0] ?? "" }),
  },
  jsonProjector<state.CertificateRow>(state.certificates.name, tables.certificateTable, {
    key: ([code = ""]) => ({ code }),
    columns: ({ month, version, count, status, level, entry, hash, unit }, _, vault) => ({
      month,
      version,
      count,
      status,
      level,
      entry,
      hash: fromHex(hash),
      unitIndex: vault.blind("unit", unit),
    }),
  }),
];

const factKey = (source: string) => (ids: readonly string[]) => ({ key: [source, ...ids].join("/") });

/** The market's constants, its rosters, its members' keys: rows that are only read whole. */
export const factProjectors: readonly Projector[] = [
  state.MARKET_KEY,
  state.rosters.name,
  state.memberKeys.name,
].map((source) => ({
  source,
  table: tables.marketFactTable,
  key: factKey(source),
  row: factKey(source),
}));
