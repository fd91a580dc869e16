import { grouped } from "@/components/ui/format";
import type { SumsView, SumView } from "./record-view";
import "./records.css";

/** What everything the filters name comes to: the figure one came from. */
export function Sums({ view: { title, sums, difference }, tooMany }: { view: SumsView; tooMany: string }) {
  return (
    <section className="rec-sums" aria-label={title}>
      <h2>{title}</h2>
      <dl className="wp-figures">
        {sums.map(({ id, label, value, unit }) => (
          <Sum key={id} id={id} label={label} value={value} unit={value === undefined ? tooMany : unit} />
        ))}
        {difference === undefined ? null : <Sum id="difference" {...difference} unit="Wh" />}
      </dl>
    </section>
  );
}

function Sum({ id, label, value, unit }: SumView) {
  const isOff = id === "difference" && value !== 0;
  return (
    <div className={`wp-figure${isOff ? " rec-off" : ""}`} data-sum={id} data-value={value}>
      <dt>{label}</dt>
      <dd>
        <b>{value === undefined ? "…" : grouped(value)}</b>
        {unit === "" ? null : <small>{unit}</small>}
      </dd>
    </div>
  );
}
