"use client";

import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useTranslations } from "next-intl";
import { type ContextType, type ReactNode, useContext, useEffect, useMemo } from "react";
import { Notice } from "./notice";
import { isOnline, useOnline } from "./use-online";

// Without a network a press would leave the page for the browser's own error, and with it all that stands on it: the
// router answers a request that fails with a whole page load. While it is gone, nothing inside asks the server.

/** Says so while the network is gone; links and forms that ask the server stay where they are. */
export function WhileOffline() {
  const t = useTranslations("workplace");
  const online = useOnline();
  useEffect(() => {
    if (online) return;
    document.addEventListener("click", stayOnLink, true);
    document.addEventListener("submit", stay, true);
    return () => {
      document.removeEventListener("click", stayOnLink, true);
      document.removeEventListener("submit", stay, true);
    };
  }, [online]);
  return <div className="wp-offline">{online ? null : <Notice look="notice">{t("offline")}</Notice>}</div>;
}

/**
 * The router of everything inside. Without a network `push` goes nowhere; what the address says by then of searches,
 * filters and rows, and a page that would be read anew, is asked for once when the network is back.
 */
export function KeptPage({ children }: { children: ReactNode }) {
  const router = useContext(AppRouterContext);
  const kept = useMemo(() => router && keeping(router), [router]);
  useEffect(() => {
    if (kept === null) return;
    window.addEventListener("online", kept.catchUp);
    return () => window.removeEventListener("online", kept.catchUp);
  }, [kept]);
  return <AppRouterContext.Provider value={kept?.router ?? null}>{children}</AppRouterContext.Provider>;
}

type Router = NonNullable<ContextType<typeof AppRouterContext>>;

function keeping(router: Router) {
  let wanted: "replace" | "refresh" | undefined;
  return {
    router: {
      ...router,
      push: (...to: Parameters<Router["push"]>) => {
        if (isOnline()) router.push(...to);
      },
      // Whoever replaces has put it into the address already (nuqs).
      replace: (...to: Parameters<Router["replace"]>) => {
        if (isOnline()) router.replace(...to);
        else wanted = "replace";
      },
      refresh: () => {
        if (isOnline()) router.refresh();
        else wanted ??= "refresh";
      },
    },
    catchUp: () => {
      if (wanted === "replace") router.replace(window.location.href, { scroll: false });
      if (wanted === "refresh") router.refresh();
      wanted = undefined;
    },
  };
}

/** A place on this page, and what the browser itself made, needs no network. */
function stayOnLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (link === null || /^(#|blob:|data:|mailto:)/.test(link.getAttribute("href") ?? "")) return;
  stay(event);
}

function stay(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
