import type { ReactNode } from "react";
import { PublicFrame } from "@/app/_server/public-frame";
import { Words } from "@/app/_server/words";
import "@/components/account/entry.css";

export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <PublicFrame>
      <Words of={["account"]}>{children}</Words>
    </PublicFrame>
  );
}
