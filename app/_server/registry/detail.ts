import "server-only";
import { momentOf } from "@/components/ledger/moment";
import type { Fact, HistoryLine, RegistryDetail, RegistryKind } from "@/components/registry/kinds";
import { grouped, percentOfPpm } from "@/components/ui/format";
import { energyType } from "@/lib/identifiers/energy-types";
import type {
  ChannelRow,
  ContractRow,
  MeterRow,
  ParticipantRow,
  PlantRow,
  UnitRow,
} from "@/lib/market/state";
import { searchEntries } from "@/lib/store/queries/entries";
import { contractOf, contractsWith } from "@/lib/store/queries/registry";
import { formatPrice } from "@/lib/units/money";
import { store } from "../market";
import { contractFacts } from "./contract-detail";
import { speakingNow } from "./list";
import { contractsRelated, related } from "./related";
import type { Speaking } from "./spec";
import { standingOf } from "./standing";

/** Everything a registry has of one object, undefined where there is none of this code. */
export async function registryDetail(kind: RegistryKind, code: string): Promise<RegistryDetail | undefined> {
  if (!/^[0-9A-Z]{32}$/.test(code)) return undefined;
  const speaking = await speakingNow();
  const found = await bodyOf(kind, code, speaking);
  if (found === undefined) return undefined;
  return { kind, code, history: await historyOf(code), ...found };
}

type Body = Omit<RegistryDetail, "kind" | "code" | "history">;

async function bodyOf(kind: RegistryKind, code: string, speaking: Speaking): Promise<Body | undefined> {
  const { book } = speaking;
  switch (kind) {
    case "participants":
      return body(book.participants.get(code), (row) => participantBody(row, speaking));
    case "plants":
      return body(book.plants.get(code), (row) => plantBody(row, speaking));
    case "units":
      return body(book.units.get(code), (row) => unitBody(row, speaking));
    case "meters":
      return body(book.meters.get(code), (row) => meterBody(row, speaking));
    case "channels":
      return body(book.channels.get(code), (row) => channelBody(row, speaking));
    case "contracts":
      return body(await contractOf(await store(), code), (row) => contractBody(row, speaking));
  }
}

function body<T>(row: T | undefined, of: (row: T) => Promise<Body> | Body) {
  return row === undefined ? undefined : of(row);
}

async function historyOf(code: string): Promise<HistoryLine[]> {
  const entries = await searchEntries(await store(), code, 40);
  return entries.map(({ index, type, time }) => ({ index, type, at: momentOf(time) }));
}

function fact(t: Speaking["t"], field: string, value: string, more: Partial<Fact> = {}): Fact {
  return { label: t(`fields.${field}`), value: value === "" ? "—" : value, ...more };
}

async function participantBody(row: ParticipantRow, speaking: Speaking): Promise<Body> {
  const { book, t, place } = speaking;
  const plants = [...book.plants.values()].filter(({ owner }) => owner === row.code);
  const units = [...book.units.values()].filter(({ owner }) => owner === row.code);
  const contracts = await contractsWith(
    await store(),
    plants.map(({ code }) => code),
    units.map(({ code }) => code),
  );
  return {
    title: row.name,
    about: `${t(`kind.${row.role}`)} · ${place(row.province)}`,
    facts: [
      fact(t, "id", row.id),
      fact(t, "uscc", row.uscc, { mono: true }),
      fact(t, "state", t(`state.${row.status}`)),
      fact(t, "key", t(`key.${book.keyed.has(row.code) ? "yes" : "no"}`)),
    ],
    related: [
      related("plants", t("related.plants"), plants, ({ type }) => type),
      related("units", t("related.units"), units, ({ province }) => place(province)),
      contractsRelated(t("related.contracts"), contracts),
    ],
    standing: await standingOf(row),
  };
}

async function plantBody(row: PlantRow, { book, t, place, english }: Speaking): Promise<Body> {
  const type = energyType(row.type);
  const meters = [...book.meters.values()].filter(({ of }) => of === row.code);
  const degrees = (e6: number) => (e6 / 1_000_000).toFixed(4);
  return {
    title: row.name,
    about: `${(english ? type?.nameEn : type?.name) ?? row.type} · ${place(row.province)}`,
    facts: [
      fact(t, "id", row.id),
      fact(t, "owner", book.participants.get(row.owner)?.name ?? row.owner, {
        href: `/exchange/participants/${row.owner}`,
      }),
      fact(t, "capacity_kw", grouped(row.capacityKw), { unit: "kW" }),
      fact(t, "place", row.place, { mono: true }),
      fact(t, "position", `${degrees(row.latE6)}, ${degrees(row.lonE6)}`),
      fact(t, "project_code", row.projectCode),
    ],
    related: [
      related(
        "meters",
        t("related.meters"),
        meters.map((one) => ({ ...one, name: one.id })),
        ({ code }) => t(`readings.${book.measured.has(code) ? "yes" : "no"}`),
      ),
      contractsRelated(t("related.contracts"), await contractsWith(await store(), [row.code], [])),
    ],
  };
}

async function unitBody(row: UnitRow, { book, t, place }: Speaking): Promise<Body> {
  const meters = [...book.meters.values()].filter(({ of }) => of === row.code);
  return {
    title: row.name,
    about: place(row.province),
    facts: [
      fact(t, "id", row.id),
      fact(t, "owner", book.participants.get(row.owner)?.name ?? row.owner, {
        href: `/exchange/participants/${row.owner}`,
      }),
    ],
    related: [
      related(
        "meters",
        t("related.meters"),
        meters.map((one) => ({ ...one, name: one.id })),
        ({ code }) => t(`readings.${book.measured.has(code) ? "yes" : "no"}`),
      ),
      contractsRelated(t("related.contracts"), await contractsWith(await store(), [], [row.code])),
    ],
  };
}

function meterBody(row: MeterRow, { book, t, place }: Speaking): Body {
  const asset = book.plants.get(row.of) ?? book.units.get(row.of);
  const folder = row.role === "production" ? "plants" : "units";
  return {
    title: row.id,
    about: `${t(`role.${row.role}`)} · ${place(asset?.province ?? "")}`,
    facts: [
      fact(t, "of", asset?.name ?? row.of, { href: `/exchange/${folder}/${row.of}` }),
      fact(t, "grid", book.participants.get(row.grid)?.name ?? row.grid, {
        href: `/exchange/participants/${row.grid}`,
      }),
      fact(t, "readings", t(`readings.${book.measured.has(row.code) ? "yes" : "no"}`), {
        href: `/exchange/metering?q=${encodeURIComponent(row.id)}`,
      }),
    ],
    related: [],
  };
}

function channelBody(row: ChannelRow, { t, place }: Speaking): Body {
  return {
    title: row.name,
    about: `${place(row.fromProvince)} → ${place(row.toProvince)}`,
    facts: [
      fact(t, "id", row.id),
      fact(t, "loss_ppm", percentOfPpm(row.lossPpm)),
      fact(t, "capacity_kw", grouped(row.capacityKw), { unit: "kW" }),
    ],
    related: [],
  };
}

async function contractBody(row: ContractRow, speaking: Speaking): Promise<Body> {
  const { book, t } = speaking;
  const [plant, unit] = [book.plants.get(row.plant), book.units.get(row.unit)];
  return {
    title: row.number,
    about: `${row.month} · ${plant?.name ?? ""} → ${unit?.name ?? ""}`,
    facts: [
      fact(t, "plant", plant?.name ?? row.plant, { href: `/exchange/plants/${row.plant}` }),
      fact(t, "unit", unit?.name ?? row.unit, { href: `/exchange/units/${row.unit}` }),
      fact(t, "via", row.via === "" ? "—" : (book.participants.get(row.via)?.name ?? row.via)),
      fact(t, "energy_price", formatPrice(row.energyPrice), { unit: t("unit.price") }),
      fact(t, "environment_price", formatPrice(row.environmentPrice), { unit: t("unit.price") }),
      fact(t, "mode", t(`mode.${row.mode}`)),
      fact(t, "term", t(`term.${row.term}`)),
      fact(t, "scope", t(`scope.${row.scope}`)),
      fact(t, "channels", row.path.map((code) => book.channels.get(code)?.name ?? code).join(" → ")),
      ...(await contractFacts(row, speaking)),
    ],
    related: [],
  };
}
