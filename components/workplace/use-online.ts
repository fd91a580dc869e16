"use client";

import { useSyncExternalStore } from "react";

/** Whether the browser has a network at all; true while a server makes the page. */
export function useOnline(): boolean {
  return useSyncExternalStore(watch, isOnline, () => true);
}

export function isOnline(): boolean {
  return navigator.onLine;
}

function watch(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}
