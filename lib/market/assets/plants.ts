import { z } from "zod";
import { provinceOfPlace } from "@/lib/identifiers/provinces";
import { plantCode } from "@/lib/market/assets/model";
import { claimId, registrationMonths, takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import {
  code,
  codes,
  energy,
  id,
  integer,
  province,
  records,
  signedInteger,
  text,
} from "@/lib/market/fields";
import { accept, forEachRecord, inTurn, refuse, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { requireConsent, requireExchange } from "@/lib/market/signers";
import { participants, plants } from "@/lib/market/state";

const record = z.strictObject({
  code,
  id,
  owner: code,
  name: text,
  type: energy,
  capacityKw: integer,
  province,
  place: z.string().regex(/^[0-9]{6}$/, "not six digits"),
  latE6: signedInteger.min(-90_000_000).max(90_000_000),
  lonE6: signedInteger.min(-180_000_000).max(180_000_000),
  /** 建档立卡; empty where there is none. */
  projectCode: z.union([z.literal(""), id]),
});
type Registration = z.infer<typeof record>;
const payload = z.strictObject({ records: records(record), onBehalfOf: codes.optional() });
type Payload = z.infer<typeof payload>;

/** The plant stands in the province it names: its place says so. */
function requirePlace({ place, province }: Registration): Verdict<undefined> {
  return provinceOfPlace(place)?.code === province
    ? accept(undefined)
    : refuse("province", { field: "place" });
}

function register(context: Context, plant: Registration, record: number): Verdict<undefined> {
  const { code, id, owner } = plant;
  return inTurn(
    () =>
      participants.has(context.state, owner) ? accept(undefined) : refuse("unknown", { field: "owner" }),
    () => requirePlace(plant),
    () => takeCode(context, code, plantCode(plant, registrationMonths(context.time)), { field: "code" }),
    () => claimId(context, "P", id, code, { field: "id" }),
    () => accept(plants.put(context.state, [code], { ...plant, entry: context.index, record })),
  );
}

/** Plants are public, their owners' codes too; the exchange registers them with the owners' consent. */
export const registerPlants = defineRule<Payload>({
  type: "plant.register",
  payload,
  apply: (context, { records, onBehalfOf }) => {
    const owners = new Set(records.map((plant) => plant.owner));
    const done = inTurn(
      () => requireExchange(context),
      () => forEachRecord(records, (plant, i) => register(context, plant, i)),
      () => requireConsent(context, owners, onBehalfOf ?? []),
    );
    return done.ok ? accept({}) : done;
  },
});
