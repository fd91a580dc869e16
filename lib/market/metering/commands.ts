import { anchorDay } from "@/lib/market/metering/anchor-day";
import { closeMonth } from "@/lib/market/metering/close-month";
import { stateMechanism } from "@/lib/market/metering/state-mechanism";
import type { Rule } from "@/lib/market/rule";

/** metering.anchor-day, close-month and state-mechanism; `metering.correct` will join them. */
export const meteringRules: readonly Rule[] = [anchorDay, closeMonth, stateMechanism];
