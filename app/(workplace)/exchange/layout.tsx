import type { ReactNode } from "react";
import { WorkplaceFrame } from "@/app/_server/workplace-frame";

export default function ExchangeLayout({ children }: { children: ReactNode }) {
  return <WorkplaceFrame of={["exchange"]}>{children}</WorkplaceFrame>;
}
