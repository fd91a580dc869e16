import "server-only";
import type { Directory } from "@/lib/store/queries/directory";
import type { RecordsAsked } from "./asked";

/** A record of a plant and a unit, as lines and contracts are. */
interface Deal {
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly via: string;
}

/** What lines and contracts call differently. */
interface DealParts<T> {
  code(deal: T): string;
  channels(deal: T): readonly string[];
}

/** Where an object is, whose it is, and whether the text asked for is about it. */
interface End {
  readonly province: string;
  readonly owner: string;
  readonly isNamed: boolean;
}

/** Whether a deal is one of those asked for. There may be hundreds of thousands: each plant and unit is looked at once. */
export function dealFilter<T extends Deal>(
  { plants, units, participants }: Directory,
  asked: RecordsAsked,
  { code, channels }: DealParts<T>,
): (deal: T) => boolean {
  const { plant, unit, channel, contract, participant, province, from, to, scope } = asked;
  const text = asked.q.trim().toLowerCase();
  const has = (name: string | undefined) => text !== "" && (name?.toLowerCase().includes(text) ?? false);
  const sourceOf = once((found: string): End => {
    const { province: at = "", owner = "", name } = plants.get(found) ?? {};
    return { province: at, owner, isNamed: has(name) };
  });
  const targetOf = once((found: string): End => {
    const { province: at = "", owner = "", name } = units.get(found) ?? {};
    return { province: at, owner, isNamed: has(name) || has(participants.get(owner)?.name) };
  });
  return (deal) => {
    if (plant !== "" && deal.plant !== plant) return false;
    if (unit !== "" && deal.unit !== unit) return false;
    if (contract !== "" && code(deal) !== contract) return false;
    if (channel !== "" && !channels(deal).includes(channel)) return false;
    if (scope !== "" && (scope === "within") !== (channels(deal).length === 0)) return false;
    const [source, target] = [sourceOf(deal.plant), targetOf(deal.unit)];
    if (province !== "" && source.province !== province && target.province !== province) return false;
    if (from !== "" && source.province !== from) return false;
    if (to !== "" && target.province !== to) return false;
    if (participant !== "" && ![source.owner, target.owner, deal.via].includes(participant)) return false;
    return text === "" || source.isNamed || target.isNamed || has(deal.number);
  };
}

/** The answer for a code, found once. */
export function once<T>(find: (code: string) => T): (code: string) => T {
  const known = new Map<string, T>();
  return (code) => {
    const found = known.get(code) ?? find(code);
    known.set(code, found);
    return found;
  };
}

/** Whether a plant is one of those asked for. */
export function plantFilter({ plants }: Directory, asked: RecordsAsked): (plant: string) => boolean {
  const text = asked.q.trim().toLowerCase();
  return (code) => {
    const found = plants.get(code);
    if (asked.plant !== "" && code !== asked.plant) return false;
    if (asked.province !== "" && found?.province !== asked.province) return false;
    if (asked.from !== "" && found?.province !== asked.from) return false;
    if (asked.participant !== "" && found?.owner !== asked.participant) return false;
    return text === "" || (found?.name.toLowerCase().includes(text) ?? false);
  };
}

/** Names of plants and units as lists show them. */
export function plantName({ plants }: Directory, code: string): string {
  return plants.get(code)?.name ?? code;
}

export function unitName({ units, participants }: Directory, code: string): string {
  const unit = units.get(code);
  const owner = participants.get(unit?.owner ?? "")?.name;
  return unit === undefined ? code : [owner, unit.name].filter(Boolean).join(" ");
}

export function pathName({ channels }: Directory, codes: readonly string[]): string {
  return codes.map((code) => channels.get(code)?.name.split(" ")[0] ?? code).join(" → ");
}
