"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

interface OpenLinkProps {
  id: number;
  isOpen: boolean;
  label: string;
  /** Where on the page the reader is taken; stays in place without it. */
  to?: string;
  children: ReactNode;
}

/** Opens an anomaly where the reader is, or closes it: everything else in the address stays. */
export function OpenLink({ id, isOpen, label, to, children }: OpenLinkProps) {
  const path = usePathname();
  const fields = new URLSearchParams(useSearchParams());
  if (isOpen) fields.delete("a");
  else fields.set("a", String(id));
  const query = fields.toString();
  return (
    <Link
      href={`${path}${query === "" ? "" : `?${query}`}${to === undefined ? "" : `#${to}`}`}
      scroll={to !== undefined}
      prefetch={false}
      aria-expanded={isOpen}
      aria-label={label}
      className="anom-open"
    >
      {children}
    </Link>
  );
}
