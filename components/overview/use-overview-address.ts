"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useTransition } from "react";

type Changes = Readonly<Record<string, string | undefined>>;

/** All state is in the address: what it is with some of it changed, and the way there. */
export function useOverviewAddress() {
  const fields = useSearchParams();
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const to = useCallback(
    (changes: Changes): string => {
      const next = new URLSearchParams(fields.toString());
      for (const [name, value] of Object.entries(changes)) {
        if (value === undefined || value === "") next.delete(name);
        else next.set(name, value);
      }
      return `/overview?${next.toString()}`;
    },
    [fields],
  );
  const go = useCallback(
    (changes: Changes) => startTransition(() => router.push(to(changes), { scroll: false })),
    [router, to],
  );
  /** For what the page itself shows otherwise, without asking the server. */
  const turn = useCallback((changes: Changes) => window.history.replaceState(null, "", to(changes)), [to]);
  return { fields, to, go, turn, busy };
}
