"use client";

import { useSyncExternalStore } from "react";

export type Device = "phone" | "computer" | "device";

const wideQuery = "(min-width: 1120px)";

/** Whether the page is laid out for a desk. False on the server and while the page wakes up. */
export function useWide(): boolean {
  return useMedia(wideQuery);
}

/** What to call this device in a sentence; what is neither small nor has a pointer is just a device. */
export function useDevice(): Device {
  const narrow = useMedia("(max-width: 699.98px)");
  const pointer = useMedia("(hover: hover) and (pointer: fine)");
  return narrow ? "phone" : pointer ? "computer" : "device";
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
