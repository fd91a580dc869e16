import type { ProvinceSum } from "@/lib/oversight/national";

// What the provinces are coloured by, and what stands on the channels.

export const measures = ["net", "production", "consumption"] as const;
export type Measure = (typeof measures)[number];
export const namings = ["name", "load", "direction", "loss"] as const;
export type Naming = (typeof namings)[number];

export const measureOf: Readonly<Record<Measure, (sum: ProvinceSum) => number>> = {
  net: ({ outWh, inWh }) => outWh - inWh,
  production: ({ onGridWh }) => onGridWh,
  consumption: ({ inWh, withinWh }) => inWh + withinWh,
};
