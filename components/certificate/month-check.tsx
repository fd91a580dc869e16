"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { claimedCurves, type LineCurve } from "@/components/charts/claimed-curves";
import { MonthCurves } from "@/components/charts/month-curves";
import { Button } from "@/components/ui/button";
import type { LineFigures } from "@/lib/proof/verify/figures";
import { intervalsInMonth } from "@/lib/units/interval";
import { checkBundle, fetchBundle } from "./bundle-check";
import type { MonthSectionProps } from "./month-section";
import { firstFalse, type Outcome } from "./page-state";
import { useWide } from "./use-device";

interface MonthCheckProps extends MonthSectionProps {
  line: LineFigures;
  month: string;
}

/** The curves, ink and so labelled until the whole month was verified; fetched and drawn only when seen. */
export function MonthCheck({ summary, figures, kwh, verifier, line, month }: MonthCheckProps) {
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
