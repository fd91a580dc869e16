"use client";

import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";

/** Page and order of a list, kept in the address; the server answers each change. */
export function useTableAddress(prefix = "") {
  const [busy, startTransition] = useTransition();
  const [page, sort] = [`${prefix}page`, `${prefix}sort`];
  const [state, set] = useQueryStates(
    { [page]: parseAsInteger.withDefault(1), [sort]: parseAsString.withDefault("") },
    { shallow: false, scroll: false, history: "push", startTransition },
  );
  return {
    busy,
    page: Number(state[page] ?? 1),
    sort: String(state[sort] ?? ""),
    setPage: (next: number) => void set({ [page]: next === 1 ? null : next }),
    setSort: (next: string) => void set({ [sort]: next === "" ? null : next, [page]: null }),
  };
}
