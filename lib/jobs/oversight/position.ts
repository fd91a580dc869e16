/** How far the rules have looked: kept as a marker, so that a scan looks at what is new and at nothing else. */
import { z } from "zod";
import { RULES_EDITION } from "@/lib/oversight/thresholds";
import type { Store } from "@/lib/store/store";

const KEY = "oversight";

const form = z.object({
  edition: z.number(),
  /** The first entry not looked at yet. */
  next: z.number(),
  /** The last refused day looked at. */
  refused: z.number(),
  /** Unix seconds of that scan. */
  at: z.number(),
});

export type Position = z.infer<typeof form>;

/** The beginning, where nothing was looked at, or under another edition of the rules. */
export async function readPosition(store: Store): Promise<Position> {
  const row = await store.prisma.marker.findUnique({ where: { key: KEY } });
  const kept = form.safeParse(row?.value);
  const isOurs = kept.success && kept.data.edition === RULES_EDITION;
  return isOurs ? kept.data : { edition: RULES_EDITION, next: 0, refused: 0, at: 0 };
}

/** Where the view and the refused days stand now. */
export async function positionNow(store: Store, at: number): Promise<Position> {
  const [view, refused] = await Promise.all([
    store.prisma.projection.findUnique({ where: { id: 1 } }),
    store.prisma.refusedDay.aggregate({ _max: { id: true } }),
  ]);
  return { edition: RULES_EDITION, next: view?.next ?? 0, refused: refused._max.id ?? 0, at };
}

export async function writePosition(store: Store, value: Position): Promise<void> {
  await store.prisma.marker.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
}
