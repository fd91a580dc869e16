import { assetRules } from "@/lib/market/assets/commands";
import { certificateRules } from "@/lib/market/certificates/commands";
import { genesisRules } from "@/lib/market/genesis/commands";
import { meteringRules } from "@/lib/market/metering/commands";
import { participantRules } from "@/lib/market/participants/commands";
import type { Rule } from "@/lib/market/rule";
import { settlementRules } from "@/lib/market/settlement/commands";
import { tradingRules } from "@/lib/market/trading/commands";

/** Every command type's rule. A concept's folder exports its rules from commands.ts; a new type joins here. */
const RULES: ReadonlyMap<string, Rule> = new Map(
  [genesisRules, participantRules, assetRules, tradingRules, meteringRules, settlementRules, certificateRules]
    .flat()
    .map((rule) => [rule.type, rule]),
);

/** The rule of a command type, undefined for a type these rules do not know. */
export function ruleFor(type: string): Rule | undefined {
  return RULES.get(type);
}
