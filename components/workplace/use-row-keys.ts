"use client";

import type { KeyboardEvent, RefObject } from "react";

interface RowActions {
  /** By the row's place on the page. */
  open: (at: number) => void;
  toggle: (at: number) => void;
}

/** J and K (or the arrows) go down and up the rows, Enter opens, X chooses. Only while a row has the focus. */
export function useRowKeys(body: RefObject<HTMLTableSectionElement | null>, actions: RowActions) {
  return (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    if (!(event.target instanceof HTMLTableRowElement) || event.metaKey || event.ctrlKey || event.altKey)
      return;
    const rows = [...(body.current?.rows ?? [])];
    const at = rows.indexOf(event.target);
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    if (step !== undefined) rows[at + step]?.focus();
    else if (event.key === "Enter") actions.open(at);
    else if (event.key === "x" || event.key === " ") actions.toggle(at);
    else return;
    event.preventDefault();
  };
}
