"use client";

import { useSyncExternalStore } from "react";

export type Device = "phone" | "computer";

const wideQuery = "(min-width: 1120px)";

/** Whether the page is laid out for a desk. False on the server and while the page wakes up. */
export function useWide(): boolean {
  return useMedia(wideQuery);
}

/** What to call this device: anything with a fine pointer is a computer. */
export function useDevice(): Device {
  return useMedia("(hover: hover) and (pointer: fine)") ? "computer" : "phone";
}

export function useStill(): boolean {
  return useMedia("(prefers-reduced-motion: reduce)");
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
    () => false,
  );
}
