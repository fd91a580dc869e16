"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Action } from "@/components/workplace/button";
import { Dialog } from "@/components/workplace/overlays";

/** A page with something typed in it is not left without being asked: neither by its links nor by the browser. */
export function LeaveGuard({ dirty }: { dirty: boolean }) {
  const t = useTranslations("registry.leave");
  const router = useRouter();
  const [to, setTo] = useState<string>();
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const followed = (event: MouseEvent) => {
      const href = leavingBy(event);
      if (href === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      setTo(href);
    };
    window.addEventListener("beforeunload", ask);
    window.addEventListener("click", followed, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", ask);
      window.removeEventListener("click", followed, { capture: true });
    };
  }, [dirty]);
  if (to === undefined) return null;
  return (
    <Dialog open onClose={() => setTo(undefined)} title={t("title")}>
      <p>{t("text")}</p>
      <div className="wp-tools reg-foot">
        <Action look="do" onClick={() => setTo(undefined)} autoFocus>
          {t("stay")}
        </Action>
        <Action onClick={() => router.push(to)}>{t("go")}</Action>
      </div>
    </Dialog>
  );
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
