import type { Finding, RuleName } from "@/lib/oversight/finding";
import type { Month } from "@/lib/units/interval";

/** What a scan looked at: of these, what it does not find again is gone. */
export interface Scope {
  readonly rule: RuleName;
  readonly object: string;
  readonly month: Month | "";
}

export interface ScanResult {
  readonly scopes: Scope[];
  readonly findings: Finding[];
}
