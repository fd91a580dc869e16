"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Action } from "@/components/workplace/button";
import { onLeaving } from "@/components/workplace/leaving";
import { Dialog } from "@/components/workplace/overlays";

/** A page with something typed in it is not left without being asked: by its links, ⌘K, back, or the browser. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const t = useTranslations("registry.leave");
  const router = useRouter();
  const [leave, setLeave] = useState<{ now: () => void }>();
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const followed = (event: MouseEvent) => {
      const href = leavingBy(event);
      if (href === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setLeave({ now: () => router.push(href) });
    };
    const unmind = onLeaving((href) => {
      setLeave({ now: () => router.push(href) });
      return true;
    });
    const unhold = onBack((now) => setLeave({ now }));
    window.addEventListener("beforeunload", ask);
    window.addEventListener("click", followed, { capture: true });
    return () => {
      unmind();
      unhold();
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("click", followed, { capture: true });
    };
  }, [dirty, router]);
  if (leave === undefined) return null;
  return (
    <Dialog open onClose={() => setLeave(undefined)} title={t("title")}>
      <p>{t("text")}</p>
      <div className="wp-tools reg-foot">
        <Action look="do" onClick={() => setLeave(undefined)} autoFocus>
          {t("stay")}
        </Action>
        <Action onClick={leave.now}>{t("go")}</Action>
      </div>
    </Dialog>
  );
}

/** Holds back and forward until `ask` was answered with `now`; a browser without the Navigation API goes. */
function onBack(ask: (now: () => void) => void): () => void {
  if (!("navigation" in window)) return () => undefined;
  const { navigation } = window;
  let isAnswered = false;
  const held = (event: NavigateEvent) => {
    const { key } = event.destination;
    if (isAnswered || event.navigationType !== "traverse" || !event.cancelable) return;
    event.preventDefault();
    ask(() => {
      isAnswered = true;
      navigation.traverseTo(key);
    });
  };
  navigation.addEventListener("navigate", held);
  return () => navigation.removeEventListener("navigate", held);
}

/** Where a press of a link leads that would replace this page; undefined for downloads, new tabs and other sites. */
function leavingBy(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return undefined;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.hasAttribute("download")) return undefined;
  if (link.target !== "" && link.target !== "_self") return undefined;
  const { origin, pathname, search } = new URL(link.href);
  if (origin !== location.origin || pathname + search === location.pathname + location.search)
    return undefined;
  return pathname + search;
}
