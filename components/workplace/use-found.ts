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

const waitMs = 120;

/** What is found for a text, once one has stopped typing; an answer that comes late is let go. */
export function useFound(text: string, find: (sought: string) => Promise<readonly Found[]>) {
  const [answer, setAnswer] = useState<{ text: string; found: readonly Found[] }>({ text: "", found: [] });
  const sought = text.trim();
  useEffect(() => {
    if (sought === "") return;
    let wanted = true;
    const timer = setTimeout(() => {
      find(sought).then(
        (found) => wanted && setAnswer({ text: sought, found }),
        () => wanted && setAnswer({ text: sought, found: [] }),
      );
    }, waitMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [sought, find]);
  return { found: sought === "" ? [] : answer.found, busy: sought !== "" && answer.text !== sought };
}
