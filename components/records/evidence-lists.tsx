import { grouped } from "@/components/ui/format";
import type { EntryRef, MeterRef, RefusedView, Sellable } from "./line-view";

/** The entries a record rests on. */
export function EntryList({ title, entries }: { title: string; entries: readonly EntryRef[] }) {
  return (
    <section className="rec-part">
      <h3>{title}</h3>
      <ul className="rec-list">
        {entries.map(({ label, href, text }) => (
          <li key={`${href}${label}`}>
            <span>{label}</span>
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface MeterListProps {
  title: string;
  lead: string;
  see: string;
  meters: readonly MeterRef[];
}

/** The meters under a line, each down to its readings. */
export function MeterList({ title, lead, see, meters }: MeterListProps) {
  return (
    <section className="rec-part">
      <h3>{title}</h3>
      <p>{lead}</p>
      <ul className="rec-list">
        {meters.map(({ code, name, text, href, entry }) => (
          <li key={code}>
            <span>
              {name} · {text}
            </span>
            <span>
              {entry ? (
                <>
                  <a href={entry.href}>{entry.text}</a>{" "}
                </>
              ) : null}
              <a href={href}>{see}</a>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the plant's meters read, less what the mechanism took, is what it could sell. */
export function SellableAccount({ sellable, say }: { sellable: Sellable; say: (key: string) => string }) {
  const { onGridWh, mechanismWh, sellableWh } = sellable;
  const rows = [
    { id: "onGrid", wh: onGridWh },
    { id: "mechanism", wh: 0 - mechanismWh },
    { id: "sellable", wh: sellableWh },
  ];
  return (
    <table className="rec-three" data-account="sellable">
      <tbody>
        {rows.map(({ id, wh }) => (
          <tr key={id} className={id === "sellable" ? "sum" : undefined}>
            <th scope="row">{say(`drawer.${id}`)}</th>
            <td className="end">{grouped(wh)} Wh</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was refused of a day, quarter-hour by quarter-hour. */
export function RefusedTable({
  title,
  refused: { head, rows, sum },
}: {
  title: string;
  refused: RefusedView;
}) {
  const row = (cells: readonly string[], look?: string) => (
    <tr key={cells[0]} className={look}>
      {cells.map((cell, at) =>
        at === 0 ? (
          <th key={head[at]} scope="row">
            {cell}
          </th>
        ) : (
          <td key={head[at]} className="end">
            {cell}
          </td>
        ),
      )}
    </tr>
  );
  return (
    <section className="rec-part">
      <h3>{title}</h3>
      <table className="rec-three" data-account="refused">
        <thead>
          <tr>
            {head.map((cell, at) => (
              <th key={cell} scope="col" className={at === 0 ? undefined : "end"}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => row(cells))}
          {row(sum, "sum")}
        </tbody>
      </table>
    </section>
  );
}

interface DayGridProps {
  title: string;
  readings: readonly { readonly clock: string; readonly text: string; readonly dark: boolean }[];
}

/** A day's 96 readings. */
export function DayGrid({ title, readings }: DayGridProps) {
  return (
    <section className="rec-part">
      <h3>{title}</h3>
      <ol className="rec-day">
        {readings.map(({ clock, text, dark }) => (
          <li key={clock} data-dark={dark ? "yes" : undefined}>
            <span>{clock}</span> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
