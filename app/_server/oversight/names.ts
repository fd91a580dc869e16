import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import { type Calendar, calendarOf } from "@/components/overview/anomalies/quantities";
import type { Say } from "@/components/overview/anomalies/words";
import { province } from "@/lib/identifiers/provinces";
import type { MeterRow } from "@/lib/market/state";
import type { RuleName } from "@/lib/oversight/finding";
import { meters } from "@/lib/store/queries/anomalies-metering";
import type { AnomalyRecord } from "@/lib/store/queries/anomaly-rows";
import type { Directory } from "@/lib/store/queries/directory";
import { rememberedDirectory } from "@/lib/store/queries/find";
import type { Store } from "@/lib/store/store";

/** What objects are called, and the words to speak of them in. */
export interface Naming {
  readonly directory: Directory;
  readonly meters: ReadonlyMap<string, MeterRow>;
  readonly say: Say;
  readonly calendar: Calendar;
  object(rule: RuleName, object: string): string;
}

export async function namingOf(store: Store): Promise<Naming> {
  const [directory, known, t, ledgerWords, locale] = await Promise.all([
    rememberedDirectory(store),
    meters(store),
    getTranslations("anomalies"),
    getTranslations("ledger.memberNames"),
    getLocale(),
  ]);
  const english = locale === "en";
  const say: Say = (key, values) => t(key, values);
  const short = (code: string) => (english ? province(code)?.nameEn : province(code)?.short) ?? code;
  const placed = (name: string, code: string) => `${name} · ${short(code)}`;
  const asset = (code: string): string => {
    const plant = directory.plants.get(code);
    if (plant) return placed(plant.name, plant.province);
    const unit = directory.units.get(code);
    const owner = directory.participants.get(unit?.owner ?? "")?.name;
    return unit ? placed([owner, unit.name].filter(Boolean).join(" "), unit.province) : code;
  };
  // A member is called `<role>.<origin>`.
  const member = (name: string): string => {
    const [role = ""] = name.split(".");
    return ledgerWords.has(role) ? ledgerWords(role) : name;
  };
  return {
    directory,
    meters: known,
    say,
    calendar: calendarOf(english),
    object(rule, object) {
      if (rule === "member-diverged") return member(object);
      const channel = directory.channels.get(object);
      if (channel) return `${channel.name} · ${short(channel.fromProvince)} → ${short(channel.toProvince)}`;
      return asset(known.get(object)?.of ?? object);
    },
  };
}

/** The meter, plant or unit whose days the anomaly is about. */
export function metersOfAnomaly(naming: Naming, { object }: Pick<AnomalyRecord, "object">): string[] {
  if (naming.meters.has(object)) return [object];
  return [...naming.meters.values()].filter(({ of }) => of === object).map(({ code }) => code);
}
