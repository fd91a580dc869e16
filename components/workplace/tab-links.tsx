import Link from "next/link";

export interface TabLink {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

/** Views of one page, each with an address of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav className="wp-tabs" aria-label={label}>
      {tabs.map(({ href, label: name, current }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          scroll={false}
          aria-current={current ? "page" : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
