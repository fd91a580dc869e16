"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import type { Choice } from "./field";

interface FilterSelectProps {
  label: string;
  /** The address's field; empty means all of them. */
  field: string;
  choices: readonly Choice[];
  /** What an empty choice is called. */
  all: string;
}

/** Narrows a list; the choice stands in the address, and the list begins at its first page again. Nothing to choose: nothing. */
export function FilterSelect({ label, field, choices, all }: FilterSelectProps) {
  const [busy, startTransition] = useTransition();
  const [state, set] = useQueryStates(
    { [field]: parseAsString.withDefault(""), page: parseAsString },
    { shallow: false, scroll: false, startTransition },
  );
  if (choices.length === 0) return null;
  const chosen = state[field] ?? "";
  const isOffered = chosen === "" || choices.some(({ value }) => value === chosen);
  return (
    <label className="wp-filter" aria-busy={busy}>
      {label}
      <select
        value={chosen}
        onChange={({ target }) => void set({ [field]: target.value || null, page: null })}
      >
        <option value="">{all}</option>
        {/* What the address asks for and nobody has is shown as asked, not as everything. */}
        {isOffered ? null : <option value={chosen}>{chosen}</option>}
        {choices.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
