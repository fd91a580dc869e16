import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import type { RegistryKind, RegistryList } from "@/components/registry/kinds";
import { contractMonths, contractsOfMonth, type ListedContract } from "@/lib/store/queries/records-contracts";
import {
  type ContractSearch,
  contractsOfAllMonths,
  type RegistryBook,
  registryBook,
} from "@/lib/store/queries/registry";
import { isMonth } from "@/lib/units/interval";
import { store } from "../market";
import { provinceName } from "../province-name";
import { type Asked, askedText, pageOf, type Speaking, type Spec, tableOf } from "./spec";
import {
  ALL_MONTHS,
  channelSpec,
  contractSpec,
  meterSpec,
  participantSpec,
  plantSpec,
  unitSpec,
} from "./specs";

export async function speakingNow(): Promise<Speaking> {
  const [book, t, place, locale] = await Promise.all([
    store().then(registryBook),
    getTranslations("registry"),
    provinceName(),
    getLocale(),
  ]);
  return { book, t, place, english: locale === "en" };
}

/** What is done with a registry's rows, whatever they are. */
type Use<R> = <T>(spec: Spec<T>, asked: Asked) => R;

async function withSpec<R>(speaking: Speaking, kind: RegistryKind, asked: Asked, use: Use<R>): Promise<R> {
  switch (kind) {
    case "participants":
      return use(participantSpec(speaking), asked);
    case "plants":
      return use(plantSpec(speaking), asked);
    case "units":
      return use(unitSpec(speaking), asked);
    case "meters":
      return use(meterSpec(speaking), asked);
    case "channels":
      return use(channelSpec(speaking), asked);
    case "contracts":
      return use(...(await contractsAsked(speaking, asked)));
  }
}

/** By month, the newest where the address names none; `all` looks through every month. */
async function contractsAsked(speaking: Speaking, asked: Asked): Promise<[Spec<ListedContract>, Asked]> {
  const db = await store();
  const months = await contractMonths(db);
  const wanted = askedText(asked, "month");
  if (wanted === ALL_MONTHS) {
    const { rows, isAll } = await contractsOfAllMonths(db, searchOf(speaking, askedText(asked, "q").trim()));
    const spec = contractSpec(speaking, rows, months, true);
    return [
      { ...spec, isPart: !isAll },
      { ...asked, month: "" },
    ];
  }
  const month = isMonth(wanted) ? wanted : (months[0] ?? "");
  const rows = month === "" ? [] : await contractsOfMonth(db, month);
  return [contractSpec(speaking, rows, months), { ...asked, month }];
}

/** What a text may be about besides a number: plants and units whose name or id has it. */
function searchOf({ book }: Speaking, text: string): ContractSearch {
  const sought = text.toLowerCase();
  const named = (rows: Iterable<{ code: string; id: string; name: string }>) =>
    [...rows]
      .filter(({ id, name }) => `${id}\n${name}`.toLowerCase().includes(sought))
      .map(({ code }) => code);
  return { text, plants: named(book.plants.values()), units: named(book.units.values()) };
}

/** What has to be there before anything of a kind can be registered. */
function lacking(kind: RegistryKind, { participants, plants, units }: RegistryBook): RegistryKind[] {
  const owners: readonly string[] =
    kind === "plants" ? ["generator", "aggregator"] : ["consumer", "retailer"];
  if (kind === "plants" || kind === "units") {
    return [...participants.values()].some(({ role }) => owners.includes(role)) ? [] : ["participants"];
  }
  if (kind === "meters") return plants.size + units.size > 0 ? [] : ["plants", "units"];
  if (kind !== "contracts") return [];
  return [...(plants.size > 0 ? [] : (["plants"] as const)), ...(units.size > 0 ? [] : (["units"] as const))];
}

/** One page of a registry as its address asks for it. Contracts are listed by month, the newest first. */
export async function registryList(kind: RegistryKind, asked: Asked): Promise<RegistryList> {
  const speaking = await speakingNow();
  const page = await withSpec(speaking, kind, asked, pageOf);
  return { ...page, lacks: lacking(kind, speaking.book) };
}

export async function registryTable(kind: RegistryKind, asked: Asked) {
  return withSpec(await speakingNow(), kind, asked, tableOf);
}
