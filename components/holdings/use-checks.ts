"use client";

import { useCallback, useRef, useState, useSyncExternalStore } from "react";
import { type Checked, checkHolding } from "./check-holding";
import type { HoldingView } from "./holding-view";

// What this browser has checked, for as long as its tab lives: another version of a certificate is another key.

const kept = "lvji.holdings.checked";
type Found = ReadonlyMap<string, Checked>;

const none: Found = new Map();
let found: Found | undefined;
const listeners = new Set<() => void>();

export const checkKey = ({ code, hash }: Pick<HoldingView, "code" | "hash">): string =>
  `${code}/${hash.slice(0, 16)}`;

/** Whether it came to an answer: what could not be fetched or read may be checked again at any time. */
export function isChecked(checked: Checked | undefined): checked is Checked {
  return checked !== undefined && checked.state !== "unknown";
}

function readKept(): Found {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(kept) ?? "[]");
    return new Map((Array.isArray(value) ? value : []).filter(isEntry));
  } catch {
    return none;
  }
}

function isEntry(value: unknown): value is [string, Checked] {
  return Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "object";
}

function snapshot(): Found {
  found ??= readKept();
  return found;
}

function note(key: string, checked: Checked): void {
  found = new Map(snapshot()).set(key, checked);
  keepSoon();
  for (const listener of listeners) listener();
}

let keeping: ReturnType<typeof setTimeout> | undefined;

/** Now and then, not with each of ten thousand checks; and when the page is left. */
function keepSoon(): void {
  keeping ??= setTimeout(keep, 300);
}

function keep(): void {
  clearTimeout(keeping);
  keeping = undefined;
  try {
    sessionStorage.setItem(kept, JSON.stringify([...snapshot()].filter(([, one]) => isChecked(one))));
  } catch {
    // More than this browser keeps for a session: the rest is known until the page is left.
  }
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener("pagehide", keep);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener("pagehide", keep);
  };
}

export const checkedStore = { subscribe, snapshot, none: (): Found => none };

export interface Checks {
  readonly found: Found;
  /** Undefined while nothing is being checked; `total` is 0 until it is known. */
  readonly running: { readonly done: number; readonly total: number } | undefined;
  /** Checks what it is given, a few at once, as it comes. */
  run(rows: AsyncIterable<readonly HoldingView[]>, total: number): Promise<void>;
  stop(): void;
}

const atOnce = 3;

/** This browser's own checks of one's certificates; nothing is asked of the server but the proofs. */
export function useChecks(market: string): Checks {
  const all = useSyncExternalStore(checkedStore.subscribe, checkedStore.snapshot, checkedStore.none);
  const [running, setRunning] = useState<Checks["running"]>();
  const wanted = useRef(0);
  const run = useCallback(
    async (parts: AsyncIterable<readonly HoldingView[]>, total: number): Promise<void> => {
      const mine = ++wanted.current;
      let done = 0;
      setRunning({ done, total });
      const each = async (row: HoldingView): Promise<void> => {
        note(checkKey(row), await checkHolding(row, market));
        if (wanted.current === mine) setRunning({ done: ++done, total });
      };
      for await (const rows of parts) {
        for (let at = 0; at < rows.length && wanted.current === mine; at += atOnce)
          await Promise.all(rows.slice(at, at + atOnce).map(each));
        if (wanted.current !== mine) break;
      }
      if (wanted.current === mine) setRunning(undefined);
    },
    [market],
  );
  const stop = useCallback(() => {
    wanted.current++;
    setRunning(undefined);
  }, []);
  return { found: all, running, run, stop };
}
