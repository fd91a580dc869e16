import type { ReactNode } from "react";
import { WorkplaceFrame } from "@/app/_server/workplace-frame";

export default function OverviewLayout({ children }: { children: ReactNode }) {
  return <WorkplaceFrame of={["regulator"]}>{children}</WorkplaceFrame>;
}
