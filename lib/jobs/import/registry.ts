/** What the market knows already, asked by imported id; answers are kept for the length of one import. */
import { readRow, type StateSource } from "@/lib/gateway/view";
import type { CodeObject } from "@/lib/identifiers/code-fields";
import {
  type ChannelRow,
  channels,
  contractNumbers,
  contracts,
  imported,
  mechanisms,
  months,
  type ParticipantRow,
  type PlantRow,
  participants,
  plants,
  type Table,
  textId,
  type UnitRow,
  units,
} from "@/lib/market/state";
import type { Month } from "@/lib/units/interval";

export class Registry {
  private readonly known = new Map<string, Promise<unknown>>();

  constructor(readonly ledger: StateSource) {}

  participant(id: string): Promise<ParticipantRow | undefined> {
    return this.byId("E", id, participants);
  }

  plant(id: string): Promise<PlantRow | undefined> {
    return this.byId("P", id, plants);
  }

  unit(id: string): Promise<UnitRow | undefined> {
    return this.byId("U", id, units);
  }

  channel(id: string): Promise<ChannelRow | undefined> {
    return this.byId("H", id, channels);
  }

  participantOf(code: string): Promise<ParticipantRow | undefined> {
    return this.row(participants, code);
  }

  async isFrozen(month: Month): Promise<boolean> {
    return (await this.row(months, month)) !== undefined;
  }

  async hasMechanism(plant: string, month: Month): Promise<number | undefined> {
    return (await this.row(mechanisms, plant, month))?.entry;
  }

  /** The entry in which an object of this id was registered. */
  async entryOf<T extends { readonly entry: number }>(
    letter: CodeObject,
    id: string,
    table: Table<T>,
  ): Promise<number | undefined> {
    return (await this.byId(letter, id, table))?.entry;
  }

  async contractEntry(number: string): Promise<number | undefined> {
    const named = await this.row(contractNumbers, textId(number));
    return named && (await this.row(contracts, named.code))?.entry;
  }

  /** The row of an object by its imported id; ids that cannot have been imported are simply not there. */
  async byId<T>(letter: CodeObject, id: string, table: Table<T>): Promise<T | undefined> {
    const named = await this.row(imported, letter, textId(id));
    return named && this.row(table, named.code);
  }

  private row<T>(table: Table<T>, ...ids: string[]): Promise<T | undefined> {
    const key = table.key(...ids);
    const known = this.known.get(key);
    // The key names the table, and with it the type of its rows.
    if (known !== undefined) return known as Promise<T | undefined>;
    const row = readRow(this.ledger, table, ...ids);
    this.known.set(key, row);
    return row;
  }
}
