import { registerChannels } from "@/lib/market/assets/channels";
import { registerMeters } from "@/lib/market/assets/meters";
import { registerPlants } from "@/lib/market/assets/plants";
import { registerUnits } from "@/lib/market/assets/units";
import type { Rule } from "@/lib/market/rule";

export const assetRules: readonly Rule[] = [registerPlants, registerUnits, registerMeters, registerChannels];
