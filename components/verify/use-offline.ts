"use client";

import { useEffect, useState } from "react";
import { warmVerifier } from "@/components/certificate/verifier";

/** Registers the page's own worker and says when it can do without a network. False outside a secure context. */
export function useOffline(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker
      .register("/sw.js", { scope: "/" })
      .then(() => navigator.serviceWorker.ready)
      .then(inControl)
      .then(warmVerifier)
      .then(() => navigator.serviceWorker.ready)
      .then(keepThisPage)
      .then(setReady)
      .catch(() => setReady(false));
  }, []);
  return ready;
}

/** Only what is fetched under the service worker's eyes is kept. */
function inControl(): Promise<void> {
  if (navigator.serviceWorker.controller) return Promise.resolve();
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
  });
}

/** Hands the worker everything this page has loaded; true once the very next visit needs no network. */
async function keepThisPage(registration: ServiceWorkerRegistration): Promise<boolean> {
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const own = loaded.filter((url) => url.startsWith(`${window.location.origin}/_next/static/`));
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise<boolean>((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<unknown>) => resolve(data === true);
  });
  registration.active?.postMessage({ keep: [window.location.pathname, ...new Set(own)] }, [port2]);
  return answered;
}
