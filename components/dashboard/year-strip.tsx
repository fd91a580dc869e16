"use client";

import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { grouped } from "@/components/ui/format";
import { isTyping } from "@/components/workplace/search-field";
import type { YearMonthMark } from "./dashboard-view";
import "./dashboard.css";

interface YearStripProps {
  months: readonly YearMonthMark[];
  current: string;
  /** The sums are still being added up. */
  pending?: boolean;
}

const BAR_PX = 46;
const KWH_PER_MWH = 1000;
const KWH_PER_GWH = 1_000_000;
/** From here on months are told in GWh: seven digits do not stand side by side. */
const IN_GWH = 10 * KWH_PER_GWH;

/** One's months: a frame as high as what was contracted, filled as high as what was settled. [ and ] go along it. */
export function YearStrip({ months, current, pending }: YearStripProps) {
  const t = useTranslations("dashboard");
  const path = usePathname();
  const asked = useSearchParams();
  const hrefOf = (month: string) => {
    const next = new URLSearchParams(asked);
    next.set("month", month);
    return `${path}?${next}`;
  };
  useMonthKeys(months, current, hrefOf);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Of more months than there is room for, the one looked at; the page itself stays where it is.
    const strip = list.current;
    const link = strip?.querySelector(`[data-month="${current}"]`)?.getBoundingClientRect();
    if (strip && link)
      strip.scrollLeft += link.right - Math.min(link.right, strip.getBoundingClientRect().right);
  }, [current]);
  const most = Math.max(1, ...months.map(({ contractKwh }) => contractKwh));
  const height = (kwh: number) => `${(kwh / most) * BAR_PX}px`;
  const unit = most < IN_GWH ? KWH_PER_MWH : KWH_PER_GWH;
  const settled = months.reduce((sum, { settledKwh = 0 }) => sum + settledKwh, 0);
  const isKnown = !pending && months.some(({ settledKwh }) => settledKwh !== undefined);
  return (
    <nav className="db-year" aria-busy={pending} aria-label={t("year.label")}>
      <div className="db-year-say">
        <b>{t("year.keys")}</b> <span className="kbd">[</span> <span className="kbd">]</span>
        <p>
          {t("year.settled")}
          <br />
          {isKnown ? `${hundredthsOf(settled, unit)} ${unit === KWH_PER_MWH ? "MWh" : "GWh"}` : "…"}
        </p>
      </div>
      <ol ref={list}>
        {months.map((mark) => (
          <li key={mark.month} data-month={mark.month} data-stage={mark.stage}>
            <Link
              href={hrefOf(mark.month)}
              prefetch={false}
              scroll={false}
              aria-current={mark.month === current ? "page" : undefined}
            >
              <span className="v">
                {mark.settledKwh === undefined ? "…" : hundredthsOf(mark.settledKwh, unit)}
              </span>
              <i style={{ height: height(mark.contractKwh) }} aria-hidden="true">
                <span style={{ height: height(mark.settledKwh ?? 0) }} />
              </i>
              <span>{mark.month}</span>
              <small>{t(`stage.${mark.stage}`)}</small>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Whole kWh in a larger unit with two decimals, cut, not rounded up. */
function hundredthsOf(kwh: number, unit: number): string {
  const hundredths = Math.floor((kwh * 100) / unit);
  return `${grouped(Math.floor(hundredths / 100))}.${String(hundredths % 100).padStart(2, "0")}`;
}

function useMonthKeys(
  months: readonly YearMonthMark[],
  current: string,
  hrefOf: (month: string) => string,
): void {
  const router = useRouter();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.key === "[" ? -1 : event.key === "]" ? 1 : 0;
      const next = months[months.findIndex(({ month }) => month === current) + step];
      if (step === 0 || next === undefined) return;
      event.preventDefault();
      router.push(hrefOf(next.month), { scroll: false });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });
}
