import { useEffect, useState, useSyncExternalStore } from "react";
import { hashDigits, type Unchecked } from "./holding-view";
import { checkedStore } from "./use-checks";

/**
 * Of what a filter names, those whose hash begins like none of `known` (`hashDigits` each, one after another): how
 * many, and the rows of a page from 1 on; of page 0 none.
 */
export type UncheckedOf = (query: string, known: string, page: number) => Promise<Unchecked>;

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
    const ask = (): void => {
      const known = [...found.keys()].map((key) => key.split("/")[1]?.slice(0, hashDigits) ?? "").join("");
      uncheckedOf(query, known, page).then(
        (told) => wanted && setAnswer(told),
        () => wanted && setAnswer(undefined),
      );
    };
    const asking = setTimeout(ask, quietMs);
    return () => {
      wanted = false;
      clearTimeout(asking);
    };
  }, [uncheckedOf, query, found, page]);
  return answer;
}
