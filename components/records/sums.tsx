import { grouped } from "@/components/ui/format";
import { Figure } from "@/components/workplace/figure";
import type { SumsView } from "./record-view";
import "./records.css";

/** What everything the filters name comes to: the figure one came from. */
export function Sums({ view: { title, sums, difference }, tooMany }: { view: SumsView; tooMany: string }) {
  return (
    <section className="rec-sums" aria-label={title}>
      <h2>{title}</h2>
      <dl className="wp-figures">
        {sums.map(({ id, label, value, unit }) => (
          <div key={id} data-sum={id} data-value={value}>
            <Figure
              label={label}
              value={value === undefined ? "…" : grouped(value)}
              unit={value === undefined ? tooMany : unit}
            />
          </div>
        ))}
        {difference === undefined ? null : (
          <div
            data-sum="difference"
            data-value={difference.value}
            className={difference.value === 0 ? undefined : "rec-off"}
          >
            <Figure label={difference.label} value={grouped(difference.value)} unit="Wh" />
          </div>
        )}
      </dl>
    </section>
  );
}
