import { anomalyList, askedOf } from "@/app/_server/oversight/list";
import { EmptyState } from "@/components/workplace/empty-state";
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

/** What does not add up, as a part of the overview. */
export async function AnomalySection({ viewer, month, at }: AnomalySectionProps) {
  if (viewer.role !== "regulator") return null;
  const { rows, total, counts, detail, naming } = await anomalyList(askedOf({ month, a: at }), MOST);
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
      {rows.length === 0 ? (
        <EmptyState title={say("noneTitle")}>{say("none")}</EmptyState>
      ) : (
        <AnomalyRows rows={rows} detail={detail} say={say} />
      )}
    </section>
  );
}
