"use client";

import Link from "next/link";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
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
  const most = Math.max(1, ...months.map(({ contractKwh }) => contractKwh));
  const height = (kwh: number) => `${(kwh / most) * BAR_PX}px`;
  const settled = months.reduce((sum, { settledKwh = 0 }) => sum + settledKwh, 0);
  const isKnown = !pending && months.some(({ settledKwh }) => settledKwh !== undefined);
  return (
    <nav className="db-year" aria-busy={pending} aria-label={t("year.label")}>
      <div className="db-year-say">
        <b>{t("year.keys")}</b> <span className="kbd">[</span> <span className="kbd">]</span>
        <p>
          {t("year.settled")}
          <br />
          {isKnown ? `${mwh(settled)} MWh` : "…"}
        </p>
      </div>
      <ol>
        {months.map((mark) => (
          <li key={mark.month} data-stage={mark.stage}>
            <Link
              href={hrefOf(mark.month)}
              prefetch={false}
              scroll={false}
              aria-current={mark.month === current ? "page" : undefined}
            >
              <span className="v">{mark.settledKwh === undefined ? "…" : mwh(mark.settledKwh)}</span>
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

/** Whole kWh as MWh with two decimals, cut, not rounded up. */
function mwh(kwh: number): string {
  const hundredths = Math.floor((kwh * 100) / KWH_PER_MWH);
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
