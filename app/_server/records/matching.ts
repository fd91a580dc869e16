import "server-only";
import type { Directory } from "@/lib/store/queries/directory";
import type { RecordsAsked } from "./asked";

/** A record of a plant and a unit, as lines and contracts are. */
interface Deal {
  readonly contract: string;
  readonly number: string;
  readonly plant: string;
  readonly unit: string;
  readonly via: string;
  readonly channels: readonly string[];
}

/** Whether a deal is one of those asked for. */
export function dealFilter(
  { plants, units, participants }: Directory,
  asked: RecordsAsked,
): (deal: Deal) => boolean {
  const { plant, unit, channel, contract, participant, province, from, to, scope } = asked;
  const text = asked.q.trim().toLowerCase();
  const has = (name: string | undefined) => name?.toLowerCase().includes(text) ?? false;
  return (deal) => {
    if (plant !== "" && deal.plant !== plant) return false;
    if (unit !== "" && deal.unit !== unit) return false;
    if (contract !== "" && deal.contract !== contract) return false;
    if (channel !== "" && !deal.channels.includes(channel)) return false;
    const [source, target] = [plants.get(deal.plant), units.get(deal.unit)];
    const ends = [source?.province ?? "", target?.province ?? ""] as const;
    if (province !== "" && !ends.includes(province)) return false;
    if (from !== "" && ends[0] !== from) return false;
    if (to !== "" && ends[1] !== to) return false;
    if (scope !== "" && (scope === "within") !== (deal.channels.length === 0)) return false;
    const owners = [source?.owner, target?.owner, deal.via];
    if (participant !== "" && !owners.includes(participant)) return false;
    if (text === "") return true;
    return (
      has(deal.number) ||
      has(source?.name) ||
      has(target?.name) ||
      has(participants.get(target?.owner ?? "")?.name)
    );
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
