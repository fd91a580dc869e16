import Link from "next/link";
import type { ReactNode } from "react";

export interface TabLink {
  readonly href: string;
  readonly label: string;
  /** A number behind the label that the browser finds out. */
  readonly count?: ReactNode;
  readonly current: boolean;
}

/** Views of one page, each with an address of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav className="wp-tabs" aria-label={label}>
      {tabs.map(({ href, label: name, count, current }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          scroll={false}
          aria-current={current ? "page" : undefined}
        >
          {name}
          {count === undefined ? null : <> {count}</>}
        </Link>
      ))}
    </nav>
  );
}
