"use client";

import { grouped } from "@/components/ui/format";
import { type UncheckedOf, useUnchecked } from "./use-unchecked";

/** How many of one's certificates this browser has not checked. */
export function UncheckedCount({ uncheckedOf }: { uncheckedOf: UncheckedOf }) {
  const unchecked = useUnchecked(uncheckedOf, "", 0);
  return (
    <span data-unchecked={unchecked?.total}>{unchecked === undefined ? "…" : grouped(unchecked.total)}</span>
  );
}
