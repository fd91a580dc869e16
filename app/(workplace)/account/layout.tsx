import type { ReactNode } from "react";
import { WorkplaceFrame } from "@/app/_server/workplace-frame";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return <WorkplaceFrame of={["enterprise", "regulator", "exchange"]}>{children}</WorkplaceFrame>;
}
