"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { claimedCurves, type LineCurve } from "@/components/charts/claimed-curves";
import { Button } from "@/components/ui/button";
import { grouped, shareOf } from "@/components/ui/format";
import type { Figures, KwhFigures, LineFigures } from "@/lib/proof/verify/figures";
import { intervalsInMonth } from "@/lib/units/interval";
import { checkBundle, fetchBundle } from "./bundle-check";
import { firstFalse, type Outcome } from "./page-state";
import type { CertificateSummary } from "./summary";
import { useWide } from "./use-device";
import { useWords } from "./use-words";
import type { Verifier } from "./verifier";
import { WhenSeen } from "./when-seen";
import "./month-section.css";

const MonthCurves = dynamic(
  () => import("@/components/charts/month-curves").then((module) => module.MonthCurves),
  { ssr: false },
);

interface MonthSectionProps {
  summary: CertificateSummary;
  figures: Figures;
  kwh: KwhFigures | undefined;
  verifier: Verifier;
}

/** Every quarter-hour of the month: in ink until "check the whole month" has verified all of it on this device. */
export function MonthSection(props: MonthSectionProps) {
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
          <WhenSeen minHeight="300px">{() => <Curves {...props} line={line} month={month} />}</WhenSeen>
        </>
      )}
    </section>
  );
}

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

interface CurvesProps extends MonthSectionProps {
  line: LineFigures;
  month: string;
}

function Curves({ summary, figures, kwh, verifier, line, month }: CurvesProps) {
  const t = useTranslations("certificate");
  const wide = useWide();
  const [asked, setAsked] = useState(false);
  const code = figures.code;
  const bundle = useQuery({
    queryKey: ["month", code],
    queryFn: () => fetchBundle(summary, { month: true }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const fetched = bundle.data;
  const check = useQuery({
    queryKey: ["month-check", code],
    queryFn: () => checkBundle(summary, fetched ?? { problem: "unreachable" }, verifier),
    enabled: asked && fetched !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const proven = check.data?.verdict?.figures?.month96?.lines;
  const claimed = useClaimed(fetched, figures.month);
  const here = kwh?.line ?? 0;
  const curve = (proven ?? claimed).find((one) => one.line === here);
  return (
    <>
      <p className="month-state" data-checked={proven !== undefined}>
        <span className="month-mark">
          {t(
            proven !== undefined ? "month.checked" : check.isFetching ? "month.checking" : "month.unchecked",
          )}
        </span>
        {proven === undefined && !check.isFetching && fetched !== undefined && "text" in fetched && (
          <Button onClick={() => setAsked(true)}>{t("month.check")}</Button>
        )}
      </p>
      {check.data !== undefined && proven === undefined && (
        <p className="wrong" role="alert">
          <MonthFailure outcome={check.data} />
        </p>
      )}
      {curve === undefined ? (
        <p className="aside">{bundle.isFetching ? t("month.loading") : t("month.withheld")}</p>
      ) : (
        <MonthCurves
          curve={curve}
          plantType={line.plant?.type}
          month={month}
          n={kwh?.n}
          interval={kwh?.pieces[0]?.productionInterval}
          checked={proven !== undefined}
          showUse={figures.level === "full"}
          wide={wide}
        />
      )}
    </>
  );
}

/** Adds the unchecked segments up once, not at every render. */
function useClaimed(
  fetched: Awaited<ReturnType<typeof fetchBundle>> | undefined,
  month: string,
): LineCurve[] {
  const { data } = useQuery({
    queryKey: [
      "month-claimed",
      fetched === undefined || "problem" in fetched ? 0 : fetched.text.length,
      month,
    ],
    queryFn: () =>
      fetched !== undefined && "text" in fetched ? claimedCurves(fetched.text, intervalsInMonth(month)) : [],
    enabled: fetched !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? [];
}

function MonthFailure({ outcome }: { outcome: Outcome }) {
  const t = useTranslations("certificate");
  const failing = outcome.verdict === undefined ? undefined : firstFalse(outcome.verdict);
  const reason =
    failing !== undefined
      ? t(`codes.${failing.code}`)
      : outcome.differs.length > 0
        ? t("verdict.failed.differs")
        : t("codes.missing");
  return t("month.failed", { reason });
}
