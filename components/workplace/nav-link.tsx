"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { NavItem } from "./nav";

interface NavLinkProps extends NavItem {
  /** All places beside it: the longest address the page's begins with is where one is. */
  places: readonly string[];
}

export function NavLink({ href, label, count, places }: NavLinkProps) {
  const path = usePathname();
  const within = places.filter((place) => path === place || path.startsWith(`${place}/`));
  const here = within.reduce((best, place) => (place.length > best.length ? place : best), "");
  return (
    <Link href={href} prefetch={false} aria-current={here === href ? "page" : undefined}>
      {label}
      {count === undefined ? null : (
        <>
          {" "}
          <span>{count}</span>
        </>
      )}
    </Link>
  );
}
