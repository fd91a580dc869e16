import "server-only";
import type { Directory } from "@/lib/store/queries/directory";
import type { RecordsAsked } from "./asked";

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
