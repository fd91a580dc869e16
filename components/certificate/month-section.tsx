"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { grouped, shareOf } from "@/components/ui/format";
import type { Figures, KwhFigures, LineFigures } from "@/lib/proof/verify/figures";
import type { CertificateSummary } from "./summary";
import { useWords } from "./use-words";
import type { Verifier } from "./verifier";
import { WhenSeen } from "./when-seen";

const MonthCheck = dynamic(() => import("./month-check").then((module) => module.MonthCheck), { ssr: false });

export interface MonthSectionProps {
  summary: CertificateSummary;
  figures: Figures;
  kwh: KwhFigures | undefined;
  verifier: Verifier;
}

/** Every quarter-hour of the month: in ink until "check the whole month" has verified all of it on this device. */
export const MonthSection = memo(function MonthSection(props: MonthSectionProps) {
  const { figures, kwh } = props;
  const t = useTranslations("certificate");
  const words = useWords();
  const line = figures.lines[kwh?.line ?? 0];
  const month = words.shortMonth(figures.month);
  return (
    <section className="lower-block month" aria-labelledby="month-title">
      <h2 className="heading" id="month-title">
        {t("month.title", { month })}
      </h2>
      {figures.level === "minimal" || line === undefined ? (
        <p className="aside">{t("month.withheld")}</p>
      ) : (
        <>
          <MonthSays line={line} />
          <WhenSeen minHeight="300px">{() => <MonthCheck {...props} line={line} month={month} />}</WhenSeen>
        </>
      )}
    </section>
  );
});

function MonthSays({ line }: { line: LineFigures }) {
  const t = useTranslations("certificate");
  const plant = line.plant?.name ?? "—";
  const { coincidentWh, landedWh } = line;
  if (coincidentWh === undefined || landedWh === undefined) {
    return <p className="aside">{t("month.saysWithheld", { plant })}</p>;
  }
  const matched = Math.round(coincidentWh / 1000);
  return (
    <p className="aside">
      {t("month.says", {
        plant,
        matched: grouped(matched),
        share: shareOf(coincidentWh, landedWh),
        rest: grouped(Math.round(landedWh / 1000) - matched),
      })}
    </p>
  );
}
