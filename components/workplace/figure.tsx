import type { ReactNode } from "react";

interface FigureProps {
  label: string;
  /** As it is read: grouped, `—` where there is none, `…` where it is not known yet. */
  value: ReactNode;
  unit?: string;
  note?: ReactNode;
}

/** A number with its unit, small and apart. Stands in a `<dl className="wp-figures">`. */
export function Figure({ label, value, unit, note }: FigureProps) {
  return (
    <div className="wp-figure">
      <dt>{label}</dt>
      <dd>
        <b>{value}</b>
        {unit === undefined ? null : <small>{unit}</small>}
        {note === undefined ? null : <p>{note}</p>}
      </dd>
    </div>
  );
}
