import { COMMAND_TYPES } from "@/lib/market/command";

/** Message keys have no dots of their own; a type these rules do not know is called just an entry. */
export function typeKey(type: string): string {
  return COMMAND_TYPES.some((known) => known === type) ? type.replace(".", "-") : "other";
}
