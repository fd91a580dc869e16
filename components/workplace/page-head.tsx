import type { ReactNode } from "react";

interface PageHeadProps {
  /** A sentence, computed from the data where it can be. */
  title: ReactNode;
  lead?: ReactNode;
  /** What one can do here, at the end of the line. */
  children?: ReactNode;
}

export function PageHead({ title, lead, children }: PageHeadProps) {
  return (
    <header className="wp-head">
      <div>
        <h1>{title}</h1>
        {lead === undefined ? null : <p>{lead}</p>}
      </div>
      {children === undefined ? null : <div className="wp-tools">{children}</div>}
    </header>
  );
}

interface SectionProps extends PageHeadProps {
  id: string;
  tools?: ReactNode;
}

/** A part of a page under a sentence of its own; `id` is where links lead to. */
export function Section({ id, title, lead, tools, children }: SectionProps) {
  return (
    <section className="wp-section" id={id} aria-labelledby={`${id}-title`}>
      <header className="wp-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {lead === undefined ? null : <p>{lead}</p>}
        </div>
        {tools === undefined ? null : <div className="wp-tools">{tools}</div>}
      </header>
      {children}
    </section>
  );
}
