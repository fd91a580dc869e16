"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { ReactNode } from "react";

interface OpenLinkProps {
  id: number;
  isOpen: boolean;
  label: string;
  children: ReactNode;
}

/** Opens an anomaly where the reader is, or closes it: everything else in the address stays. */
export function OpenLink({ id, isOpen, label, children }: OpenLinkProps) {
  const path = usePathname();
  const fields = new URLSearchParams(useSearchParams());
  if (isOpen) fields.delete("a");
  else fields.set("a", String(id));
  const query = fields.toString();
  return (
    <Link
      href={`${path}${query === "" ? "" : `?${query}`}`}
      scroll={false}
      prefetch={false}
      aria-expanded={isOpen}
      aria-label={label}
      className="anom-open"
    >
      {children}
    </Link>
  );
}
