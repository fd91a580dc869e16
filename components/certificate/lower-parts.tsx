"use client";

import { useTranslations } from "next-intl";
import { MapSection } from "./map-section";
import { MonthSection } from "./month-section";
import { SettlementSum } from "./settlement-sum";
import type { CertificateSummary } from "./summary";
import type { CertificatePage } from "./use-certificate";
import { type Verifier, verifyInWorker } from "./verifier";

interface LowerPartsProps {
  page: CertificatePage;
  summary: CertificateSummary;
  verifier: Verifier | undefined;
}

/** The settlement sum, the map and the month: hidden together when the proof did not hold. */
export function LowerParts({ page, summary, verifier = verifyInWorker }: LowerPartsProps) {
  const t = useTranslations("certificate");
  const { figures, kwh, hidden } = page;
  if (hidden) return <p className="lower-hidden">{t("hiddenBelow")}</p>;
  const line = figures.lines[kwh?.line ?? 0];
  if (line === undefined) return null;
  return (
    <>
      <SettlementSum figures={figures} line={line} state={page.stages.settlement} />
      <MapSection figures={figures} kwh={kwh} states={page.stages} />
      <MonthSection summary={summary} figures={figures} kwh={kwh} verifier={verifier} />
    </>
  );
}
