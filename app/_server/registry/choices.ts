import "server-only";
import type { FormChoices, ObjectChoice } from "@/components/registry/form-fields";
import { registryBook } from "@/lib/store/queries/registry";
import { store } from "../market";

const most = 2_000;

/** What the forms' fields may name: everything that is registered, by its imported id. */
export async function formChoices(): Promise<FormChoices> {
  const book = await registryBook(await store());
  const people = [...book.participants.values()].filter(({ status }) => status === "active");
  const choice = ({ id, name, role }: (typeof people)[number]): ObjectChoice => ({ id, name, at: role });
  const asset = ({ id, name, province }: { id: string; name: string; province: string }): ObjectChoice => {
    return { id, name, at: province };
  };
  return {
    owner: people
      .filter(
        ({ role }) =>
          role === "generator" || role === "consumer" || role === "aggregator" || role === "retailer",
      )
      .slice(0, most)
      .map(choice),
    grid: people.filter(({ role }) => role === "grid").map(choice),
    via: people
      .filter(({ role }) => role === "retailer" || role === "aggregator")
      .slice(0, most)
      .map(choice),
    plant: [...book.plants.values()].slice(0, most).map(asset),
    unit: [...book.units.values()].slice(0, most).map(asset),
    channels: [...book.channels.values()].map(({ code, id, name, fromProvince, toProvince, lossPpm }) => {
      return { code, id, name, fromProvince, toProvince, lossPpm };
    }),
  };
}
