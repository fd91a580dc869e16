import * as state from "@/lib/market/state";
import * as tables from "@/lib/store/rows/tables";
import type { Projector } from "./projector";
import { jsonProjector } from "./projector";

/** Participants, keys, plants, units, meters, channels, contracts: who and what there is. */
export const assetProjectors: readonly Projector[] = [
  jsonProjector<state.ParticipantRow>(state.participants.name, tables.participantTable, {
    key: ([code = ""]) => ({ code }),
    columns: (row, _, vault) => ({
      role: row.role,
      province: row.province,
      status: row.status,
      entry: row.entry,
      idIndex: vault.blind("participant.id", row.id),
      nameIndex: vault.blind("participant.name", row.name),
      usccIndex: vault.blind("participant.uscc", row.uscc),
    }),
  }),
  jsonProjector<state.KeyRow>(state.keys.name, tables.keyTable, {
    key: ([keyId = ""]) => ({ keyId }),
    columns: (row, _, vault) => ({
      alg: row.alg,
      custody: row.custody,
      from: row.from,
      until: row.until ?? null,
      participantIndex: vault.blind("key.participant", row.participant),
    }),
  }),
  jsonProjector<state.PlantRow>(state.plants.name, tables.plantTable, {
    key: ([code = ""]) => ({ code }),
    columns: ({ id, owner, name, type, province, place, entry }) => ({
      id,
      owner,
      name,
      type,
      province,
      place,
      entry,
    }),
  }),
  jsonProjector<state.UnitRow>(state.units.name, tables.unitTable, {
    key: ([code = ""]) => ({ code }),
    columns: (row, _, vault) => ({
      province: row.province,
      entry: row.entry,
      idIndex: vault.blind("unit.id", row.id),
      ownerIndex: vault.blind("unit.owner", row.owner),
    }),
  }),
  jsonProjector<state.MeterRow>(state.meters.name, tables.meterTable, {
    key: ([code = ""]) => ({ code }),
    columns: (row, _, vault) => ({
      role: row.role,
      entry: row.entry,
      idIndex: vault.blind("meter.id", row.id),
      assetIndex: vault.blind("meter.of", row.of),
    }),
  }),
  jsonProjector<state.ChannelRow>(state.channels.name, tables.channelTable, {
    key: ([code = ""]) => ({ code }),
    columns: ({ id, name, fromProvince, toProvince, lossPpm, capacityKw, entry }) => ({
      id,
      name,
      fromProvince,
      toProvince,
      lossPpm,
      capacityKw,
      entry,
    }),
  }),
  jsonProjector<state.ContractRow>(state.contracts.name, tables.contractTable, {
    key: ([code = ""]) => ({ code }),
    columns: (row, _, vault) => ({
      plant: row.plant,
      month: row.month,
      mode: row.mode,
      term: row.term,
      scope: row.scope,
      entry: row.entry,
      numberIndex: vault.blind("contract.number", row.number),
      unitIndex: vault.blind("unit", row.unit),
      viaIndex: vault.blind("contract.via", row.via),
    }),
  }),
];
