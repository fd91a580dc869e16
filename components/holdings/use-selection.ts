"use client";

import { useCallback, useMemo, useState } from "react";
import type { HoldingView } from "./holding-view";

/** What is chosen: certificates one by one, or all that the filter names, on whatever page. */
export type Chosen =
  | { readonly kind: "some"; readonly kwh: ReadonlyMap<string, number> }
  | { readonly kind: "all"; readonly query: string };

const nothing: Chosen = { kind: "some", kwh: new Map() };

/** Keeps the choice across pages; another filter ends a choice of all. */
export function useSelection(rows: readonly HoldingView[], query: string) {
  const [chosen, setChosen] = useState<Chosen>(nothing);
  const current = chosen.kind === "all" && chosen.query !== query ? nothing : chosen;
  const selected = useMemo<ReadonlySet<string>>(
    () => new Set(current.kind === "all" ? rows.map(({ code }) => code) : current.kwh.keys()),
    [current, rows],
  );
  const select = useCallback(
    (next: ReadonlySet<string>) => {
      setChosen((before) => {
        const known = new Map(before.kind === "some" ? before.kwh : []);
        for (const { code, settledKwh } of rows) known.set(code, settledKwh);
        return { kind: "some", kwh: new Map([...known].filter(([code]) => next.has(code))) };
      });
    },
    [rows],
  );
  const all = useCallback(() => setChosen({ kind: "all", query }), [query]);
  const clear = useCallback(() => setChosen(nothing), []);
  return { chosen: current, selected, select, all, clear };
}
