import "server-only";
import { z } from "zod";
import { rankTabs } from "@/components/overview/overview-view";

const kinds = ["province", "channel", "plant"] as const;

const form = z.object({
  m: z.string().max(7).catch(""),
  at: z.string().max(64).catch(""),
  rank: z.enum(rankTabs).catch("plants"),
  sort: z.enum(["energy", "share", "name"]).catch("energy"),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
  a: z.string().max(20).catch(""),
});

/** What the overview's address says. `by` and `channels` are the map's own. */
export interface OverviewAsked {
  readonly month: string;
  readonly at: { readonly kind: (typeof kinds)[number]; readonly key: string } | undefined;
  readonly rank: (typeof rankTabs)[number];
  readonly sort: "energy" | "share" | "name";
  readonly page: number;
  /** The anomaly that is open. */
  readonly anomaly: string;
}

export function askedOf(
  fields: Readonly<Record<string, string | readonly string[] | undefined>>,
): OverviewAsked {
  const { m, at, rank, sort, page, a } = form.parse(fields);
  const [kindText = "", key = ""] = at.split(":");
  const kind = kinds.find((one) => one === kindText);
  return {
    ...{ month: m, rank, sort, page, anomaly: a },
    at: kind === undefined || key === "" ? undefined : { kind, key },
  };
}
