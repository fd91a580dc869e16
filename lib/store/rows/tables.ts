import { defineTable } from "./table";

// The `@ledger` models of prisma/schema as the projection writes them; a test holds the two together.

/** Raise it when a column, a seal or what a row is made of changes: older views are then made again. */
export const ROWS_VERSION = 1;

export const entryTable = defineTable("entry", ["index"], {
  index: "int",
  type: "text",
  time: "bigint",
  txId: "text",
  codes: "codes",
  hash: "bytes",
  bytes: "bytes",
});
export const openingTable = defineTable("opening", ["entry", "record"], { entry: "int", record: "int" });
export const marketFactTable = defineTable("market_fact", ["key"], { key: "text" });

export const participantTable = defineTable("participant", ["code"], {
  code: "text",
  role: "text",
  province: "text",
  status: "text",
  entry: "int",
  idIndex: "bytes",
  nameIndex: "bytes",
  usccIndex: "bytes",
});
export const keyTable = defineTable("key", ["keyId"], {
  keyId: "text",
  alg: "text",
  custody: "text",
  from: "int",
  until: "int",
  participantIndex: "bytes",
});

export const plantTable = defineTable("plant", ["code"], {
  code: "text",
  id: "text",
  owner: "text",
  name: "text",
  type: "text",
  province: "text",
  place: "text",
  entry: "int",
});
export const unitTable = defineTable("unit", ["code"], {
  code: "text",
  province: "text",
  entry: "int",
  idIndex: "bytes",
  ownerIndex: "bytes",
});
export const meterTable = defineTable("meter", ["code"], {
  code: "text",
  role: "text",
  entry: "int",
  idIndex: "bytes",
  assetIndex: "bytes",
});
export const channelTable = defineTable("channel", ["code"], {
  code: "text",
  id: "text",
  name: "text",
  fromProvince: "text",
  toProvince: "text",
  lossPpm: "int",
  capacityKw: "bigint",
  entry: "int",
});

export const contractTable = defineTable("contract", ["code"], {
  code: "text",
  plant: "text",
  month: "text",
  mode: "text",
  term: "text",
  scope: "text",
  entry: "int",
  numberIndex: "bytes",
  unitIndex: "bytes",
  viaIndex: "bytes",
});

export const meterDayTable = defineTable("meter_day", ["meter", "day"], {
  meter: "text",
  day: "int",
  entry: "int",
  position: "int",
  blob: "bytes",
});
export const meterMonthTable = defineTable("meter_month", ["meter", "month"], {
  meter: "text",
  month: "text",
  entry: "int",
});
export const mechanismTable = defineTable("mechanism", ["plant", "month"], {
  plant: "text",
  month: "text",
  wh: "bigint",
  entry: "int",
});

export const settlementMonthTable = defineTable("settlement_month", ["month"], {
  month: "text",
  version: "int",
  stage: "text",
});
export const frozenPlantTable = defineTable("frozen_plant", ["month", "version", "plant"], {
  month: "text",
  version: "int",
  plant: "text",
});
export const frozenUnitTable = defineTable("frozen_unit", ["month", "version", "unit"], {
  month: "text",
  version: "int",
  unit: "text",
});
export const settledPlantTable = defineTable("settled_plant", ["month", "version", "plant"], {
  month: "text",
  version: "int",
  plant: "text",
  entry: "int",
  traceEntry: "int",
  settledWh: "bigint",
  sentWh: "bigint",
  unsoldWh: "bigint",
});
export const plantLeavesTable = defineTable("plant_leaves", ["month", "version", "plant"], {
  month: "text",
  version: "int",
  plant: "text",
  count: "int",
});
export const lineTable = defineTable("line", ["contract", "version"], {
  contract: "text",
  version: "int",
  month: "text",
  plant: "text",
  hash: "bytes",
  entry: "int",
});
export const traceTable = defineTable("trace", ["contract", "version"], {
  contract: "text",
  version: "int",
  month: "text",
  count: "int",
  hash: "bytes",
});
export const segmentsTable = defineTable("segments", ["contract", "version"], {
  contract: "text",
  version: "int",
  month: "text",
});

export const certificateTable = defineTable("certificate", ["code"], {
  code: "text",
  month: "text",
  version: "int",
  count: "int",
  status: "text",
  level: "text",
  entry: "int",
  hash: "bytes",
  unitIndex: "bytes",
});

/** All of them, in the order of the concepts. */
export const ledgerTables = [
  entryTable,
  openingTable,
  marketFactTable,
  participantTable,
  keyTable,
  plantTable,
  unitTable,
  meterTable,
  channelTable,
  contractTable,
  meterDayTable,
  meterMonthTable,
  mechanismTable,
  settlementMonthTable,
  frozenPlantTable,
  frozenUnitTable,
  settledPlantTable,
  plantLeavesTable,
  lineTable,
  traceTable,
  segmentsTable,
  certificateTable,
] as const;
