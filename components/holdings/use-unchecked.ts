import { useEffect, useState, useSyncExternalStore } from "react";
import type { Unchecked } from "./holding-view";
import { knownParts } from "./known-parts";
import { checkedStore, isChecked } from "./use-checks";

/**
 * Of what a filter names, those whose hash is neither `known` (a part of `knownParts`) nor `seen` by the parts before:
 * how many, and the rows of a page from 1 on; of page 0 none. Where the part is not the last one, what it has seen.
 */
export type UncheckedOf = (
  query: string,
  known: string,
  page: number,
  seen: string,
  isLast: boolean,
) => Promise<Unchecked>;

const quietMs = 400;

/** What this browser has not checked of a filter's; undefined until it is known. Asked anew once checking pauses. */
export function useUnchecked(
  uncheckedOf: UncheckedOf,
  query: string | undefined,
  page: number,
): Unchecked | undefined {
  const found = useSyncExternalStore(checkedStore.subscribe, checkedStore.snapshot, checkedStore.none);
  const [answer, setAnswer] = useState<Unchecked>();
  useEffect(() => {
    if (query === undefined) return;
    let wanted = true;
    const askAll = (): void => {
      const checked = [...found].filter(([, one]) => isChecked(one));
      const hashes = checked.map(([key]) => key.split("/")[1] ?? "");
      const ask = (part: string, seen: string, isLast: boolean) =>
        uncheckedOf(query, part, isLast ? page : 0, seen, isLast);
      askedInParts(knownParts(hashes), ask, () => wanted).then(
        (told) => wanted && setAnswer(told),
        () => wanted && setAnswer(undefined),
      );
    };
    const asking = setTimeout(askAll, quietMs);
    return () => {
      wanted = false;
      clearTimeout(asking);
    };
  }, [uncheckedOf, query, found, page]);
  return answer;
}

/** The last part's answer; undefined where nobody waits for it any more. */
async function askedInParts(
  parts: readonly string[],
  ask: (part: string, seen: string, isLast: boolean) => Promise<Unchecked>,
  isWanted: () => boolean,
): Promise<Unchecked | undefined> {
  let told: Unchecked | undefined;
  for (const [at, part] of parts.entries()) {
    if (!isWanted()) return undefined;
    told = await ask(part, told?.seen ?? "", at === parts.length - 1);
  }
  return told;
}
