import type { ChannelRow } from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

/** How large a market is made. The same size and seed on the same market give the same rows. */
export interface ScaleSize {
  readonly plants: number;
  readonly units: number;
  readonly months: number;
  readonly seed: string;
}

/** 5,000 plants; 100,800 certificates; about 302,000 contracts. */
export const FULL_SIZE: ScaleSize = { plants: 5_000, units: 8_400, months: 12, seed: "lvji" };

/** What the market already has that its made-up rows refer to, by trace code. */
export interface Around {
  /** The made-up months end before this one. */
  readonly before: Month;
  /** Who holds a fifth of the units, owns a fiftieth of the plants, trades for others: new companies where absent. */
  readonly holder?: string;
  readonly seller?: string;
  readonly retailer?: string;
  readonly channels: readonly ChannelRow[];
}

/** Far from what a market counts up to: a made-up object never takes the code of a registered one. */
export const FIRST_SEQUENCE = 10 ** 12;
