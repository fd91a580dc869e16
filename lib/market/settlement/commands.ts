import type { Rule } from "@/lib/market/rule";
import { finish } from "@/lib/market/settlement/finish";
import { freeze } from "@/lib/market/settlement/freeze";
import { settle } from "@/lib/market/settlement/settle";
import { trace } from "@/lib/market/settlement/trace";

/** A month's four steps, in their order. */
export const settlementRules: readonly Rule[] = [freeze, settle, trace, finish];
