import type { EntryRef, MeterRef } from "./line-view";

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
