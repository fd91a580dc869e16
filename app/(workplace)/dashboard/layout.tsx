import type { ReactNode } from "react";
import { WorkplaceFrame } from "@/app/_server/workplace-frame";

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return <WorkplaceFrame of={["enterprise"]}>{children}</WorkplaceFrame>;
}
