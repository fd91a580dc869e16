"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useTransition } from "react";
import { isOnline } from "@/components/workplace/use-online";

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
      // A colon may stand in an address as it is; so it can be read.
      return `/overview?${next.toString().replaceAll("%3A", ":")}`;
    },
    [fields],
  );
  /** False where there is no network to ask: what stands on the page stays. */
  const go = useCallback(
    (changes: Changes): boolean => {
      if (!isOnline()) return false;
      startTransition(() => router.push(to(changes), { scroll: false }));
      return true;
    },
    [router, to],
  );
  /** For what the page itself shows otherwise, without asking the server. */
  const turn = useCallback((changes: Changes) => window.history.replaceState(null, "", to(changes)), [to]);
  return { fields, to, go, turn, busy };
}
