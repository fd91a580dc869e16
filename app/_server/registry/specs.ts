import "server-only";
import { PARTICIPANT_KINDS } from "@/components/registry/kinds";
import { grouped, percentOfPpm } from "@/components/ui/format";
import { ENERGY_TYPES, energyType } from "@/lib/identifiers/energy-types";
import { PROVINCES } from "@/lib/identifiers/provinces";
import type { ChannelRow, MeterRow, ParticipantRow, PlantRow, UnitRow } from "@/lib/market/state";
import type { ListedContract } from "@/lib/store/queries/records-contracts";
import { formatPrice } from "@/lib/units/money";
import type { Speaking, Spec } from "./spec";

function provinces({ t, english }: Speaking, field = "province") {
  const choices = PROVINCES.map(({ code, name, nameEn }) => ({
    value: code,
    label: english ? nameEn : name,
  }));
  return { field, label: t(`fields.${field}`), choices };
}

function choice({ t }: Speaking, field: string, values: readonly string[]) {
  const choices = values.map((value) => ({ value, label: t(`${field}.${value}`) }));
  return { field, label: t(`fields.${field}`), choices };
}

const units: Readonly<Record<string, string>> = {
  capacity_kw: "kW",
  quantity_kwh: "kWh",
  environment_price: "price",
};

/** A column's name and its unit, once. */
function headerOf(t: Speaking["t"], id: string): string {
  const unit = units[id];
  return unit === undefined ? t(`fields.${id}`) : `${t(`fields.${id}`)} ${t(`unit.${unit}`)}`;
}

function column(t: Speaking["t"], id: string, more: { align?: "end"; narrow?: "hide" } = {}) {
  return { id, header: headerOf(t, id), sortable: true, ...more };
}

export function participantSpec(speaking: Speaking): Spec<ParticipantRow> {
  const { book, t, place } = speaking;
  return {
    kind: "participants",
    rows: [...book.participants.values()],
    columns: [
      column(t, "name"),
      column(t, "id", { narrow: "hide" }),
      column(t, "kind"),
      { id: "uscc", header: t("fields.uscc") },
      column(t, "province"),
      column(t, "key"),
      column(t, "state"),
      column(t, "entry", { align: "end" }),
    ],
    filters: [
      choice(speaking, "kind", PARTICIPANT_KINDS),
      provinces(speaking),
      choice(speaking, "state", ["active", "suspended"]),
      choice(speaking, "key", ["yes", "no"]),
    ],
    codeOf: ({ code }) => code,
    texts: ({ code, id, name, uscc }) => [code, id, name, uscc],
    filtered: ({ role, province, status, code }) => {
      return { kind: role, province, state: status, key: book.keyed.has(code) ? "yes" : "no" };
    },
    sortValue: (row, id) =>
      ({ name: row.name, id: row.id, kind: row.role, province: row.province, state: row.status })[id] ??
      (id === "key" ? Number(book.keyed.has(row.code)) : row.entry),
    cells: ({ id, name, role, uscc, province, status, code, entry }) => ({
      name: { text: name },
      id: { text: id },
      kind: { text: t(`kind.${role}`) },
      uscc: { text: uscc },
      province: { text: place(province) },
      key: { text: t(`key.${book.keyed.has(code) ? "yes" : "no"}`) },
      state: { text: t(`state.${status}`), ...(status === "suspended" ? { look: "notice" as const } : {}) },
      entry: { text: grouped(entry), href: `/ledger/${entry}` },
    }),
  };
}

export function plantSpec(speaking: Speaking): Spec<PlantRow> {
  const { book, t, place, english } = speaking;
  const typeOf = (code: string) => (english ? energyType(code)?.nameEn : energyType(code)?.name) ?? code;
  const ownerOf = ({ owner }: PlantRow) => book.participants.get(owner)?.name ?? owner;
  const types = ENERGY_TYPES.map(({ code }) => ({ value: code, label: typeOf(code) }));
  const metered = new Set([...book.meters.values()].map(({ of }) => of));
  return {
    kind: "plants",
    rows: [...book.plants.values()],
    columns: [
      column(t, "name"),
      column(t, "id", { narrow: "hide" }),
      column(t, "type"),
      column(t, "capacity_kw", { align: "end" }),
      column(t, "province"),
      column(t, "owner"),
      { id: "meters", header: t("fields.meters") },
      column(t, "entry", { align: "end" }),
    ],
    filters: [{ field: "type", label: t("fields.type"), choices: types }, provinces(speaking)],
    codeOf: ({ code }) => code,
    texts: (row) => [row.code, row.id, row.name, ownerOf(row), row.projectCode],
    filtered: ({ type, province }) => ({ type, province }),
    sortValue: (row, id) =>
      ({ name: row.name, id: row.id, type: row.type, province: row.province, owner: ownerOf(row) })[id] ??
      (id === "capacity_kw" ? row.capacityKw : row.entry),
    cells: (row) => ({
      name: { text: row.name },
      id: { text: row.id },
      type: { text: typeOf(row.type) },
      capacity_kw: { text: grouped(row.capacityKw) },
      province: { text: place(row.province), note: row.place },
      owner: { text: ownerOf(row), href: `/exchange/participants/${row.owner}` },
      meters: metered.has(row.code) ? { text: t("has") } : { text: t("noMeter"), look: "notice" },
      entry: { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    }),
  };
}

export function unitSpec(speaking: Speaking): Spec<UnitRow> {
  const { book, t, place } = speaking;
  const ownerOf = ({ owner }: UnitRow) => book.participants.get(owner)?.name ?? owner;
  const metered = new Set([...book.meters.values()].map(({ of }) => of));
  return {
    kind: "units",
    rows: [...book.units.values()],
    columns: [
      column(t, "name"),
      column(t, "id", { narrow: "hide" }),
      column(t, "province"),
      column(t, "owner"),
      { id: "meters", header: t("fields.meters") },
      column(t, "entry", { align: "end" }),
    ],
    filters: [provinces(speaking)],
    codeOf: ({ code }) => code,
    texts: (row) => [row.code, row.id, row.name, ownerOf(row)],
    filtered: ({ province }) => ({ province }),
    sortValue: (row, id) =>
      ({ name: row.name, id: row.id, province: row.province, owner: ownerOf(row) })[id] ?? row.entry,
    cells: (row) => ({
      name: { text: row.name },
      id: { text: row.id },
      province: { text: place(row.province) },
      owner: { text: ownerOf(row), href: `/exchange/participants/${row.owner}` },
      meters: metered.has(row.code) ? { text: t("has") } : { text: t("noMeter"), look: "notice" },
      entry: { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    }),
  };
}

export function meterSpec(speaking: Speaking): Spec<MeterRow> {
  const { book, t, place } = speaking;
  const assetOf = ({ of }: MeterRow) => book.plants.get(of) ?? book.units.get(of);
  const nameOf = (row: MeterRow) => assetOf(row)?.name ?? row.of;
  const gridOf = ({ grid }: MeterRow) => book.participants.get(grid)?.name ?? grid;
  const read = ({ code }: MeterRow) => (book.measured.has(code) ? "yes" : "no");
  return {
    kind: "meters",
    rows: [...book.meters.values()],
    columns: [
      column(t, "id"),
      column(t, "role"),
      column(t, "of"),
      column(t, "province"),
      column(t, "grid"),
      column(t, "readings"),
      column(t, "entry", { align: "end" }),
    ],
    filters: [
      choice(speaking, "role", ["production", "consumption"]),
      provinces(speaking),
      choice(speaking, "readings", ["yes", "no"]),
    ],
    codeOf: ({ code }) => code,
    texts: (row) => [row.code, row.id, nameOf(row), gridOf(row)],
    filtered: (row) => ({ role: row.role, province: assetOf(row)?.province ?? "", readings: read(row) }),
    sortValue: (row, id) =>
      ({ id: row.id, role: row.role, of: nameOf(row), grid: gridOf(row), readings: read(row) })[id] ??
      (id === "province" ? (assetOf(row)?.province ?? "") : row.entry),
    cells: (row) => ({
      id: { text: row.id },
      role: { text: t(`role.${row.role}`) },
      of: {
        text: nameOf(row),
        href: `/exchange/${row.role === "production" ? "plants" : "units"}/${row.of}`,
      },
      province: { text: place(assetOf(row)?.province ?? "") },
      grid: { text: gridOf(row), href: `/exchange/participants/${row.grid}` },
      readings: {
        text: t(`readings.${read(row)}`),
        ...(read(row) === "no" ? { look: "notice" as const } : {}),
      },
      entry: { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    }),
  };
}

export function channelSpec(speaking: Speaking): Spec<ChannelRow> {
  const { book, t, place } = speaking;
  return {
    kind: "channels",
    rows: [...book.channels.values()],
    columns: [
      column(t, "name"),
      column(t, "id", { narrow: "hide" }),
      column(t, "from_province"),
      column(t, "to_province"),
      column(t, "loss_ppm", { align: "end" }),
      column(t, "capacity_kw", { align: "end" }),
      column(t, "entry", { align: "end" }),
    ],
    filters: [provinces(speaking, "from_province"), provinces(speaking, "to_province")],
    codeOf: ({ code }) => code,
    texts: ({ code, id, name }) => [code, id, name],
    filtered: (row) => ({ from_province: row.fromProvince, to_province: row.toProvince }),
    sortValue: (row, id) =>
      ({ name: row.name, id: row.id, from_province: row.fromProvince, to_province: row.toProvince })[id] ??
      { loss_ppm: row.lossPpm, capacity_kw: row.capacityKw }[id] ??
      row.entry,
    cells: (row) => ({
      name: { text: row.name },
      id: { text: row.id },
      from_province: { text: place(row.fromProvince) },
      to_province: { text: place(row.toProvince) },
      loss_ppm: { text: percentOfPpm(row.lossPpm) },
      capacity_kw: { text: grouped(row.capacityKw) },
      entry: { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    }),
  };
}

/** As the address asks for every month. */
export const ALL_MONTHS = "all";

export function contractSpec(
  speaking: Speaking,
  rows: readonly ListedContract[],
  months: readonly string[],
  acrossMonths = false,
): Spec<ListedContract> {
  const { book, t } = speaking;
  const plantOf = ({ plant }: ListedContract) => book.plants.get(plant)?.name ?? plant;
  const unitOf = ({ unit }: ListedContract) => book.units.get(unit)?.name ?? unit;
  const pathOf = ({ path }: ListedContract) =>
    path.map((code) => book.channels.get(code)?.name ?? code).join(" → ");
  return {
    kind: "contracts",
    rows,
    columns: [
      column(t, "number"),
      ...(acrossMonths ? [column(t, "month")] : []),
      column(t, "plant"),
      column(t, "unit"),
      column(t, "quantity_kwh", { align: "end" }),
      column(t, "environment_price", { align: "end" }),
      column(t, "mode"),
      { id: "channels", header: t("fields.channels") },
      column(t, "entry", { align: "end" }),
    ],
    filters: [
      {
        field: "month",
        label: t("fields.month"),
        choices: [
          { value: ALL_MONTHS, label: t("allMonths") },
          ...months.map((month) => ({ value: month, label: month })),
        ],
      },
      choice(speaking, "mode", ["bilateral", "listing", "rolling", "auction"]),
      choice(speaking, "term", ["multi-year", "yearly", "monthly", "within-month"]),
    ],
    codeOf: ({ code }) => code,
    texts: (row) => [row.code, row.number, plantOf(row), unitOf(row)],
    filtered: ({ month, mode, term }) => ({ month, mode, term }),
    sortValue: (row, id) =>
      ({ number: row.number, month: row.month, plant: plantOf(row), unit: unitOf(row), mode: row.mode })[
        id
      ] ??
      { quantity_kwh: row.contractKwh, environment_price: row.environmentPrice }[id] ??
      row.entry,
    cells: (row) => ({
      number: { text: row.number },
      month: { text: row.month },
      plant: { text: plantOf(row), href: `/exchange/plants/${row.plant}` },
      unit: { text: unitOf(row), href: `/exchange/units/${row.unit}` },
      quantity_kwh: { text: grouped(row.contractKwh) },
      environment_price: { text: formatPrice(row.environmentPrice) },
      mode: { text: t(`mode.${row.mode}`), note: t(`term.${row.term}`) },
      channels: { text: pathOf(row) || t("within") },
      entry: { text: grouped(row.entry), href: `/ledger/${row.entry}` },
    }),
  };
}
