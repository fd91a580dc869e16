import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { ledgerNow } from "@/app/_server/ledger-now";
import { market, store } from "@/app/_server/market";
import type { OverviewAsked } from "@/app/_server/overview/asked";
import { focusTrail } from "@/app/_server/overview/focus-trail";
import { Words } from "@/app/_server/words";
import { AddedChip, AddedUpProvider } from "@/components/overview/added-up";
import { Balances } from "@/components/overview/balances";
import { CopyLink } from "@/components/overview/copy-link";
import { Focus } from "@/components/overview/focus";
import { MapPart } from "@/components/overview/map-part";
import { Members } from "@/components/overview/members";
import { MonthSlider } from "@/components/overview/month-slider";
import type { OverviewView } from "@/components/overview/overview-view";
import { said, scaleOf } from "@/components/overview/quantity";
import { Rankings } from "@/components/overview/rankings";
import { Sankey } from "@/components/overview/sankey";
import { Series } from "@/components/overview/series";
import { englishMonth } from "@/components/ui/english-month";
import { EmptyState } from "@/components/workplace/empty-state";
import { Notice } from "@/components/workplace/notice";
import type { Viewer } from "@/lib/auth/viewer";
import { openByProvince } from "@/lib/store/queries/anomalies";
import { AnomaliesWaiting, AnomalySection } from "./anomalies/anomaly-section";
import "@/components/overview/overview.css";

interface OverviewPartProps {
  viewer: Viewer;
  asked: OverviewAsked;
  /** Undefined while no month is finished. */
  view: OverviewView | undefined;
}

/** The month asked for, all of it. */
export async function OverviewPart({ viewer, asked, view }: OverviewPartProps) {
  const t = await getTranslations("overview");
  if (view === undefined) return <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>;
  const { focus, month, version } = view;
  const trail = focus === undefined ? undefined : await focusTrail(focus, month, version);
  const used = view.channels.filter(({ lines }) => lines > 0).length;
  return (
    <Words of={["overview", "workplace"]}>
      <AddedUpProvider view={view}>
        {asked.month === "" || asked.month === month ? null : (
          <Notice look="notice">{t("missing.month", { asked: asked.month, shown: month })}</Notice>
        )}
        {asked.at === undefined || focus !== undefined ? null : (
          <Notice look="notice">{t("missing.at", { shown: month })}</Notice>
        )}
        <div className="ov-top">
          <AddedChip channels={used} />
          <CopyLink month={view.month} />
        </div>
        <div className="ov-grid">
          <div>
            <h1 className="ov-head">{await headOf(view)}</h1>
            <MapPart view={view} waiting={openByProvince(await store(), view.month)} />
            <MonthSlider months={view.months} month={view.month} english={view.english} />
          </div>
          <div>
            {view.focus === undefined || trail === undefined ? (
              <Balances view={view} />
            ) : (
              <Focus view={view} focus={view.focus} trail={trail} />
            )}
            <Suspense fallback={null}>
              <MembersPart viewer={viewer} />
            </Suspense>
            <Suspense fallback={null}>
              <AnomaliesWaiting viewer={viewer} month={view.month} at={asked.anomaly} />
            </Suspense>
          </div>
        </div>
        <div className="ov-grid">
          <div>
            <Sankey view={view} />
            <Series view={view} />
          </div>
          <div>
            <Rankings view={view} />
          </div>
        </div>
      </AddedUpProvider>
      <Suspense fallback={null}>
        <AnomalySection viewer={viewer} month={view.month} at={asked.anomaly} />
      </Suspense>
    </Words>
  );
}

/** The month in one sentence, computed. */
async function headOf({ totals, provinces, month, english }: OverviewView): Promise<string> {
  const t = await getTranslations("overview");
  const scale = scaleOf(totals.acrossSentWh, english);
  const [year = "", number = ""] = month.split("-");
  return t(totals.acrossSentWh === 0 ? "headWithin" : "head", {
    ...{ year, month: Number(number), monthText: englishMonth(month) },
    senders: provinces.filter(({ outWh }) => outWh > 0).length,
    receivers: provinces.filter(({ inWh }) => inWh > 0).length,
    sent: said(totals.acrossSentWh, scale),
    landed: said(totals.acrossLandedWh, scale),
    lost: said(totals.lossWh, scale),
    within: said(totals.withinWh, scaleOf(totals.withinWh, english)),
    unit: t(`unit.${totals.acrossSentWh === 0 ? scaleOf(totals.withinWh, english).unit : scale.unit}`),
  });
}

async function MembersPart({ viewer }: { viewer: Viewer }) {
  if (viewer.role !== "regulator") return null;
  const { members, size } = await ledgerNow((await market()).ledger);
  const t = await getTranslations("ledger");
  const known = ["exchange", "grid", "association", "regulator"] as const;
  const names = members.map(({ name }) => {
    const one = known.find((word) => name.startsWith(`${word}.`));
    return one === undefined ? name : t(`memberNames.${one}`);
  });
  return <Members members={members} size={size} names={names} />;
}
