import type { NavGroup } from "./nav";
import { NavLink } from "./nav-link";

export function Navigation({ groups, label }: { groups: readonly NavGroup[]; label: string }) {
  const places = groups.flatMap(({ items }) => items.map(({ href }) => href));
  return (
    <nav className="wp-nav" aria-label={label}>
      {groups.map(({ title, items }) => (
        <div key={items[0]?.href ?? title}>
          {title === undefined ? null : <h2>{title}</h2>}
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <NavLink {...item} places={places} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
