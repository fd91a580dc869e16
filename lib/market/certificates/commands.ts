import { disclose } from "@/lib/market/certificates/disclose";
import { issue } from "@/lib/market/certificates/issue";
import type { Rule } from "@/lib/market/rule";

/** certificate.issue and disclose; correct, revoke, dispute, resolve, claim and release-claim will join them. */
export const certificateRules: readonly Rule[] = [issue, disclose];
