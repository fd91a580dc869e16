import type { Choice } from "./field";

/** So many can be looked through by eye; every press would carry them all. */
const MOST = 200;

/** What a filter offers: of too many only the one that is chosen, the others are searched for by name. */
export function fewChoices(choices: readonly Choice[], chosen: unknown): readonly Choice[] {
  return choices.length <= MOST ? choices : choices.filter(({ value }) => value === chosen);
}
