import { cache } from "react";
import { anomalyList, askedOf } from "@/app/_server/oversight/list";
import { AnomalyAside } from "@/components/overview/anomalies/anomaly-aside";
import { EmptyState } from "@/components/workplace/empty-state";
import { Notice } from "@/components/workplace/notice";
import type { Viewer } from "@/lib/auth/viewer";
import { AnomalyRows } from "./anomaly-parts";

interface AnomalySectionProps {
  /** Who looks: a page asks for the regulator before it shows this. */
  viewer: Viewer;
  /** Of the month, and of none; of all where there is none. */
  month?: string | undefined;
  /** The anomaly that is open: `a` of the address. */
  at?: string | undefined;
}

const MOST = 12;
/** Of those that wait for a reason, beside the accounts. */
const MOST_WAITING = 3;

/** The list is read once for both places of a page that show it. */
const listed = cache((month: string | undefined, at: string | undefined) =>
  anomalyList(askedOf({ month, a: at }), MOST),
);

/** The first of what waits for a reason, or nothing. */
export async function AnomaliesWaiting({ viewer, month, at }: AnomalySectionProps) {
  if (viewer.role !== "regulator") return null;
  const { rows, counts, naming } = await listed(month, at);
  const waiting = rows.filter(({ standing }) => standing === "open").slice(0, MOST_WAITING);
  if (waiting.length === 0) return null;
  return (
    <AnomalyAside
      rows={waiting}
      title={naming.say("waiting", { count: counts.open })}
      all={naming.say("all", { count: counts.open })}
      href={`/overview/anomalies?state=open${month === undefined ? "" : `&month=${month}`}`}
    />
  );
}

/** What does not add up, as a part of the overview. */
export async function AnomalySection({ viewer, month, at }: AnomalySectionProps) {
  if (viewer.role !== "regulator") return null;
  const { rows, total, counts, detail, isUnknown, naming } = await listed(month, at);
  const { say } = naming;
  const all = `/overview/anomalies${month === undefined ? "" : `?month=${month}`}`;
  return (
    <section id="anomalies" aria-labelledby="anomalies-title">
      <header className="anom-head">
        <h2 id="anomalies-title">{total === 0 ? say("titleNone") : say("title", { count: total })}</h2>
        <p>
          <span>{say("counts", { ...counts })}</span>
          {total > MOST ? <a href={all}>{say("all", { count: total })}</a> : null}
          <a href="/overview/anomalies#rules">{say("rulesTitle")}</a>
          <a href={`/overview/anomalies/export${month === undefined ? "" : `?month=${month}`}`}>
            {say("csv")}
          </a>
        </p>
      </header>
      {isUnknown ? <Notice look="notice">{say("missing")}</Notice> : null}
      {rows.length === 0 ? (
        <EmptyState title={say("noneTitle")}>{say("none")}</EmptyState>
      ) : (
        <AnomalyRows rows={rows} detail={detail} say={say} />
      )}
    </section>
  );
}
