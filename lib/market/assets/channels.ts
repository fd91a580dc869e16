import { z } from "zod";
import { channelCode } from "@/lib/market/assets/model";
import { claimId, registrationMonths, takeCode } from "@/lib/market/codes";
import type { Context } from "@/lib/market/context";
import { code, id, integer, province, records, text } from "@/lib/market/fields";
import { accept, forEachRecord, inTurn, type Verdict } from "@/lib/market/refusal";
import { defineRule } from "@/lib/market/rule";
import { requireExchange } from "@/lib/market/signers";
import { channels } from "@/lib/market/state";
import { PPM } from "@/lib/units/loss";

const record = z.strictObject({
  code,
  id,
  name: text,
  fromProvince: province,
  toProvince: province,
  /** A channel that loses everything lands nothing: no quantity could be carried back through it. */
  lossPpm: integer.max(PPM - 1),
  capacityKw: integer,
});
type Registration = z.infer<typeof record>;
const payload = z.strictObject({ records: records(record) });
type Payload = z.infer<typeof payload>;

function register(context: Context, channel: Registration, record: number): Verdict<undefined> {
  const { code, id } = channel;
  return inTurn(
    () => takeCode(context, code, channelCode(channel, registrationMonths(context.time)), { field: "code" }),
    () => claimId(context, "H", id, code, { field: "id" }),
    () => accept(channels.put(context.state, [code], { ...channel, entry: context.index, record })),
  );
}

export const registerChannels = defineRule<Payload>({
  type: "channel.register",
  payload,
  apply: (context, { records }) => {
    const done = inTurn(
      () => requireExchange(context),
      () => forEachRecord(records, (channel, i) => register(context, channel, i)),
    );
    return done.ok ? accept({}) : done;
  },
});
