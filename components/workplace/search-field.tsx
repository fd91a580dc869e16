"use client";

import { debounce, parseAsString, useQueryStates } from "nuqs";
import { useEffect, useRef, useTransition } from "react";

interface SearchFieldProps {
  /** What can be typed here: its name, shown until something is. */
  label: string;
  /** The address's field. */
  field?: string;
}

/** An answer is to be there 300 ms after the last letter: the first is sent at once, those behind it wait for each other. */
const waitMs = 120;
const restedMs = 1_000;

/** Searches as one types; what is sought stands in the address. `/` brings the cursor here. */
export function SearchField({ label, field = "q" }: SearchFieldProps) {
  const [busy, startTransition] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  const typed = useRef(Number.NEGATIVE_INFINITY);
  const [state, set] = useQueryStates(
    { [field]: parseAsString.withDefault(""), page: parseAsString },
    { shallow: false, scroll: false, startTransition },
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const value = state[field] ?? "";
  return (
    <span className="wp-search" aria-busy={busy}>
      <input
        ref={input}
        className="wp-input"
        type="search"
        aria-label={label}
        placeholder={label}
        defaultValue={value}
        onChange={({ target, timeStamp }) => {
          const sought = target.value === "" ? null : target.value;
          const isFirst = timeStamp - typed.current > restedMs;
          typed.current = timeStamp;
          void set({ [field]: sought, page: null }, isFirst ? {} : { limitUrlUpdates: debounce(waitMs) });
        }}
      />
      <span className="kbd" aria-hidden="true">
        /
      </span>
    </span>
  );
}

/** Whether a key goes into something one types into. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
