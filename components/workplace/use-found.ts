"use client";

import { useEffect, useState } from "react";

export type FoundKind =
  | "plant"
  | "contract"
  | "certificate"
  | "participant"
  | "unit"
  | "channel"
  | "province"
  | "place";

/** Something with a name and an address. */
export interface Found {
  readonly kind: FoundKind;
  readonly href: string;
  readonly name: string;
  readonly about: string;
  readonly figure?: string;
}

interface Answer {
  readonly text: string;
  readonly found: readonly Found[];
  /** Nobody answered: that nothing is there is not said. */
  readonly lost: boolean;
}

const waitMs = 120;

/** What is found for a text, once one has stopped typing; an answer that comes late is let go. */
export function useFound(text: string, find: (sought: string) => Promise<readonly Found[]>) {
  const [answer, setAnswer] = useState<Answer>({ text: "", found: [], lost: false });
  const sought = text.trim();
  useEffect(() => {
    if (sought === "") return;
    let wanted = true;
    const timer = setTimeout(() => {
      find(sought).then(
        (found) => wanted && setAnswer({ text: sought, found, lost: false }),
        () => wanted && setAnswer({ text: sought, found: [], lost: true }),
      );
    }, waitMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [sought, find]);
  const busy = sought !== "" && answer.text !== sought;
  return { found: sought === "" ? [] : answer.found, busy, lost: sought !== "" && answer.lost };
}
