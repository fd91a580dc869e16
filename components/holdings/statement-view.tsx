import { useTranslations } from "next-intl";
import { Section } from "@/components/workplace/page-head";
import { type Cell, cellText, type Statement, type StatementTable } from "./statement";
import "@/components/workplace/table.css";
import "./statement.css";

/** The statement on the page: the same sentences and numbers that the files hold. */
export function StatementView({ statement }: { statement: Statement }) {
  const t = useTranslations("statement");
  const { title, facts, claims, disclaims, tables, legal } = statement;
  return (
    <article className="hold-statement">
      <h2>{title}</h2>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="hold-claims">
        <Sentences title={t("claims")} sentences={claims} />
        <Sentences title={t("disclaims")} sentences={disclaims} />
      </div>
      {tables.map((table) => (
        <Section key={table.id} id={table.id} title={table.title}>
          <Table table={table} />
        </Section>
      ))}
      <p className="hold-legal">{legal}</p>
    </article>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

/** So many rows of a table the page shows; the files hold all of them, and the page says so. */
const mostShown = 200;

function Table({ table: { id, title, columns, rows, sum, notes } }: { table: StatementTable }) {
  const t = useTranslations("statement.note");
  const shown = rows.slice(0, mostShown);
  return (
    <>
      <div className="wp-scroll">
        <table className="wp-table hold-figures" data-table={id} data-stack="yes">
          <caption>{title}</caption>
          <thead>
            <tr>
              {columns.map(({ label, unit, isNumber }) => (
                <th key={label} scope="col" className={isNumber ? "end" : undefined}>
                  {label} {unit === undefined ? null : <small>{unit}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <Row key={row.map(cellText).join("|")} cells={row} columns={columns} />
            ))}
          </tbody>
          {sum === undefined ? null : (
            <tfoot>
              <Row cells={sum} columns={columns} />
            </tfoot>
          )}
        </table>
      </div>
      {shown.length === rows.length ? null : (
        <p className="hold-note">
          <b>{t("shown", { shown: shown.length, total: rows.length })}</b>
        </p>
      )}
      {notes.map((note) => (
        <p key={note} className="hold-note">
          {note}
        </p>
      ))}
    </>
  );
}

function Row({ cells, columns }: { cells: readonly Cell[]; columns: StatementTable["columns"] }) {
  return (
    <tr>
      {columns.map(({ label, isNumber }, at) => (
        <td
          key={label}
          className={isNumber ? "end" : undefined}
          data-title={at === 0 ? "yes" : undefined}
          data-label={at === 0 ? undefined : label}
        >
          {cellText(cells[at])}
        </td>
      ))}
    </tr>
  );
}
