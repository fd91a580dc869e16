"use client";

import { useTranslations } from "next-intl";
import { memo } from "react";
import type { Figures, KwhFigures } from "@/lib/proof/verify/figures";
import { MapSection } from "./map-section";
import { MonthSection } from "./month-section";
import { SettlementSum } from "./settlement-sum";
import type { CertificateSummary } from "./summary";
import type { CertificatePage } from "./use-certificate";
import { type Verifier, verifyInWorker } from "./verifier";

interface LowerPartsProps {
  summary: CertificateSummary;
  figures: Figures;
  kwh: KwhFigures | undefined;
  stages: CertificatePage["stages"];
  hidden: boolean;
  verifier: Verifier | undefined;
}

/** The settlement sum, the map and the month: hidden together when the proof did not hold. */
export const LowerParts = memo(function LowerParts(props: LowerPartsProps) {
  const { summary, figures, kwh, stages, hidden, verifier = verifyInWorker } = props;
  const t = useTranslations("certificate");
  if (hidden) return <p className="lower-hidden">{t("hiddenBelow")}</p>;
  const line = figures.lines[kwh?.line ?? 0];
  if (line === undefined) return null;
  return (
    <>
      <SettlementSum figures={figures} line={line} state={stages.settlement} />
      <MapSection figures={figures} kwh={kwh} states={stages} />
      <MonthSection summary={summary} figures={figures} kwh={kwh} verifier={verifier} />
    </>
  );
});
