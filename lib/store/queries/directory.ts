import type { ChannelRow, ParticipantRow, PlantRow, UnitRow } from "@/lib/market/state";
import { openMany } from "@/lib/store/rows/open-many";
import { channelTable, participantTable, plantTable, unitTable } from "@/lib/store/rows/tables";
import type { Store } from "@/lib/store/store";

/** Who and what the market knows, by trace code. */
export interface Directory {
  readonly participants: ReadonlyMap<string, ParticipantRow>;
  readonly plants: ReadonlyMap<string, PlantRow>;
  readonly units: ReadonlyMap<string, UnitRow>;
  readonly channels: ReadonlyMap<string, ChannelRow>;
}

/** All participants, plants, units and channels, opened. For lists that show ids and names beside codes. */
export async function readDirectory(store: Store): Promise<Directory> {
  const { prisma } = store;
  const order = { orderBy: { code: "asc" } } as const;
  const [participants, plants, units, channels] = await Promise.all([
    prisma.participant.findMany(order),
    prisma.plant.findMany(order),
    prisma.unit.findMany(order),
    prisma.channel.findMany(order),
  ]);
  return {
    participants: byCode(await openMany<ParticipantRow>(store, participantTable, participants)),
    plants: byCode(await openMany<PlantRow>(store, plantTable, plants)),
    units: byCode(await openMany<UnitRow>(store, unitTable, units)),
    channels: byCode(await openMany<ChannelRow>(store, channelTable, channels)),
  };
}

function byCode<T extends { readonly code: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.code, row]));
}
