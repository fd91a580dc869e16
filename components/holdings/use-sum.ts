import { useEffect, useState } from "react";
import type { Chosen } from "./use-selection";

export interface ChosenSum {
  readonly count: number;
  readonly kwh: number;
  /** How many of them are added up; `count` once the sum is whole, undefined where adding up was broken off. */
  readonly added: number | undefined;
}

/** Sum of the next certificates of a filter, from `skip` on; a count of 0 after the last. */
export type SumFrom = (query: string, skip: number) => Promise<{ count: number; kwh: number }>;

/** Of what is chosen one by one the rows told it; of all, parts are asked for and added up, and it is told how far. */
export function useSum(chosen: Chosen, total: number, sumFrom: SumFrom): ChosenSum {
  const [whole, setWhole] = useState<{ query: string; added?: number; kwh: number }>();
  const query = chosen.kind === "all" ? chosen.query : undefined;
  useEffect(() => {
    if (query === undefined) return;
    let wanted = true;
    const add = async (): Promise<void> => {
      for (let [added, kwh] = [0, 0]; ; ) {
        setWhole({ query, added, kwh });
        const part = await sumFrom(query, added);
        if (!wanted || part.count === 0) return;
        added += part.count;
        kwh += part.kwh;
      }
    };
    add().catch(() => wanted && setWhole({ query, kwh: 0 }));
    return () => {
      wanted = false;
    };
  }, [query, sumFrom]);
  if (chosen.kind === "some") {
    const kwh = [...chosen.kwh.values()].reduce((sum, one) => sum + one, 0);
    return { count: chosen.kwh.size, kwh, added: chosen.kwh.size };
  }
  const own = whole?.query === query ? whole : { added: 0, kwh: 0 };
  return { count: total, kwh: own?.kwh ?? 0, added: own?.added };
}
