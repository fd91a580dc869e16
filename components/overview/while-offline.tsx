"use client";

import { useTranslations } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { Notice } from "@/components/workplace/notice";

/**
 * Without a network a press would leave the page for the browser's own error, and with it all that stands on it. While
 * it is gone, this says so and links that ask the server stay where they are.
 */
export function WhileOffline() {
  const t = useTranslations("overview");
  const online = useSyncExternalStore(watch, isOnline, () => true);
  useEffect(() => {
    if (online) return;
    document.addEventListener("click", stay, true);
    return () => document.removeEventListener("click", stay, true);
  }, [online]);
  return <div className="ov-offline">{online ? null : <Notice look="notice">{t("offline")}</Notice>}</div>;
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

/** A place on this page needs no network. */
function stay(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (link === null || link.getAttribute("href")?.startsWith("#")) return;
  event.preventDefault();
  event.stopPropagation();
}
