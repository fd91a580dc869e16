"use client";

import { parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { Drawer } from "@/components/workplace/overlays";

/** The open record over its list; closing takes it out of the address. */
export function RecordDrawer({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useQueryState("r", parseAsString.withOptions({ shallow: false, scroll: false }));
  return (
    <Drawer open={open !== null} onClose={() => void setOpen(null)} title={title}>
      {children}
    </Drawer>
  );
}
