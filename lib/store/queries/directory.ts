import type { ChannelRow, ParticipantRow, PlantRow, UnitRow } from "@/lib/market/state";
import { openState } from "@/lib/store/rows/open-state";
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
    participants: byCode(participants.map((row) => openState<ParticipantRow>(store, participantTable, row))),
    plants: byCode(plants.map((row) => openState<PlantRow>(store, plantTable, row))),
    units: byCode(units.map((row) => openState<UnitRow>(store, unitTable, row))),
    channels: byCode(channels.map((row) => openState<ChannelRow>(store, channelTable, row))),
  };
}

/** An object's imported id; its code where it is not known. */
export function idOf(objects: ReadonlyMap<string, { readonly id: string }>, code: string): string {
  return objects.get(code)?.id ?? code;
}

function byCode<T extends { readonly code: string }>(rows: readonly T[]): Map<string, T> {
  return new Map(rows.map((row) => [row.code, row]));
}
