"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Action } from "@/components/workplace/button";

const EVERY_SECONDS = 5;

/** Asks the server again every few seconds while the page is seen; can be stopped. */
export function LiveRefresh() {
  const t = useTranslations("exchange.gateway");
  const router = useRouter();
  const [live, setLive] = useState(true);
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, EVERY_SECONDS * 1000);
    return () => clearInterval(timer);
  }, [live, router]);
  return (
    <>
      <span className="dim">{live ? t("live", { seconds: EVERY_SECONDS }) : t("paused")}</span>
      <Action onClick={() => setLive(!live)} aria-pressed={!live}>
        {t(live ? "pause" : "resume")}
      </Action>
    </>
  );
}
