import { OpenLink } from "./open-link";
import type { AnomalyRowView } from "./view";
import "./anomalies.css";

interface AnomalyAsideProps {
  rows: readonly AnomalyRowView[];
  title: string;
  all: string;
  /** Where all that wait are. */
  href: string;
}

/** What waits for a reason, a sentence each, beside the accounts. */
export function AnomalyAside({ rows, title, all, href }: AnomalyAsideProps) {
  return (
    <section className="ov-part anom-aside" aria-labelledby="waiting-title">
      <header>
        <h2 id="waiting-title">{title}</h2>
        <p>
          <a href={href}>{all}</a>
        </p>
      </header>
      <ul>
        {rows.map(({ id, ruleLabel, object, sentence }) => (
          <li key={id}>
            <p>
              <OpenLink id={id} isOpen={false} label={`${ruleLabel}, ${object}`} to={`anomaly-${id}`}>
                {ruleLabel}
              </OpenLink>
              <span>{object}</span>
            </p>
            <p>{sentence}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
