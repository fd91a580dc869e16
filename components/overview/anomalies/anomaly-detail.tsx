import type { ReactNode } from "react";
import { AnomalyChart } from "./anomaly-chart";
import type { AnomalyDetailView, HistoryView, TableView } from "./view";

interface AnomalyDetailProps {
  detail: AnomalyDetailView;
  words: {
    readonly history: string;
    readonly act: string;
    readonly states: Readonly<Record<"open" | "explained" | "referred", string>>;
  };
  /** What can be done with it. */
  children: ReactNode;
}

/** The question to ask, the picture, the exact figures; beside them the rule, what happened, what to do. */
export function AnomalyDetail({ detail, words, children }: AnomalyDetailProps) {
  const { question, about, chart, table, ruleHead, ruleText, history, state } = detail;
  return (
    <section className="dossier" aria-labelledby={`question-${detail.id}`}>
      <div className="dossier-main">
        <h2 id={`question-${detail.id}`}>{question}</h2>
        <p className="dossier-about">{about}</p>
        {chart === undefined ? null : <AnomalyChart chart={chart} />}
        <Exact table={table} />
      </div>
      <div className="dossier-side">
        <ol className="dossier-steps">
          {(["open", "explained", "referred"] as const).map((step) => (
            <li key={step} aria-current={step === state ? "step" : undefined}>
              {words.states[step]}
            </li>
          ))}
        </ol>
        <h3>{ruleHead}</h3>
        <p className="dossier-rule">{ruleText}</p>
        <h3>{words.history}</h3>
        <ol className="dossier-history">
          {history.map((one) => (
            <Happened key={one.id} one={one} />
          ))}
        </ol>
        <h3>{words.act}</h3>
        {children}
      </div>
    </section>
  );
}

function Happened({ one }: { one: HistoryView }) {
  return (
    <li data-refused={one.refused ? "yes" : undefined}>
      {one.at === "" ? null : <time>{one.at}</time>} {one.text}
      {one.href ? (
        <>
          {" "}
          <a href={one.href.href}>{one.href.label}</a>
        </>
      ) : null}
      {one.note ? <p>{one.note}</p> : null}
    </li>
  );
}

function Exact({ table: { head, rows, more, spare } }: { table: TableView }) {
  return (
    <div className="dossier-exact">
      <table>
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th
                key={cell}
                scope="col"
                className={at === 0 ? undefined : "end"}
                data-spare={at === spare ? "yes" : undefined}
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells, wrong, sum, href }) => (
            <tr key={id} className={sum ? "sum" : undefined}>
              {cells.map((cell, at) => (
                <td
                  key={head[at]}
                  className={at === 0 ? undefined : "end"}
                  data-wrong={at === wrong ? "yes" : undefined}
                  data-spare={at === spare ? "yes" : undefined}
                >
                  {at === 0 && href ? <a href={href}>{cell}</a> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more === undefined ? null : <p>{more}</p>}
    </div>
  );
}
